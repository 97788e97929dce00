/**
 * Steps: what pipeline code can call. A step describes itself once, and lint, completion, documentation and the engine use that description.
 */
@NullMarked
package dev.millrace.api.step;

import org.jspecify.annotations.NullMarked;
