/** The whole program, as its users start it: real processes, real PostgreSQL, real TLS. */
@NullMarked
package dev.millrace.e2e;

import org.jspecify.annotations.NullMarked;
