/**
 * REST, event streams and the static console. Invariant: a client of the packages before it; no state of its own.
 */
@NullMarked
package dev.millrace.controller.web;

import org.jspecify.annotations.NullMarked;
