/**
 * Repositories and revisions: where a pipeline and its files come from. Invariant: a run's source is one exact revision.
 */
@NullMarked
package dev.millrace.controller.source;

import org.jspecify.annotations.NullMarked;
