/**
 * What a run leaves behind beside its log: artifacts, stashes, test results.
 */
@NullMarked
package dev.millrace.api.report;

import org.jspecify.annotations.NullMarked;
