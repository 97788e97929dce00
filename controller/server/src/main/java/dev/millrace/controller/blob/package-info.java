/**
 * Content-addressed bytes. Invariant: what is stored under a digest has that digest, whole, or is not there.
 */
@NullMarked
package dev.millrace.controller.blob;

import org.jspecify.annotations.NullMarked;
