/**
 * The workspace of a job on its agent, through a closed set of typed operations. Each operation is durable: after a crash of the
 * controller the step runs again from its top, and an operation that had been started or finished is attached to, not started again.
 */
@NullMarked
package dev.millrace.api.workspace;

import org.jspecify.annotations.NullMarked;
