/** Joins the command line with the controller in one process: the only place that knows both. */
@NullMarked
package dev.millrace.embedded;

import org.jspecify.annotations.NullMarked;
