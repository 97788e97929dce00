/** Bytes by digest: trees of files to and from the controller, under credit, verified on arrival, put in place whole. */
@NullMarked
package dev.millrace.agent.transfer;

import org.jspecify.annotations.NullMarked;
