/** Names that pipeline code uses. */
@NullMarked
package hudson.model;

import org.jspecify.annotations.NullMarked;
