/**
 * The command line. Invariant: a client of the HTTP API; what it does with a controller of its own goes through {@code Controllers} alone.
 */
@NullMarked
package dev.millrace.cli;

import org.jspecify.annotations.NullMarked;
