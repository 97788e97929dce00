/** Names that pipeline code catches. */
@NullMarked
package hudson;

import org.jspecify.annotations.NullMarked;
