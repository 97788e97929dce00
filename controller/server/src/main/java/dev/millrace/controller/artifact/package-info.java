/**
 * Named outputs of runs: artifacts, stashes, test results.
 */
@NullMarked
package dev.millrace.controller.artifact;

import org.jspecify.annotations.NullMarked;
