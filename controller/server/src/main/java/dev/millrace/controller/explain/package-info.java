/**
 * Why things came as they did: causes of what a run and its stages did, read from its journal, its row and what its jobs waited for. The rules are pure;
 * nothing here changes anything.
 */
@NullMarked
package dev.millrace.controller.explain;

import org.jspecify.annotations.NullMarked;
