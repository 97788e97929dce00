/** Names that pipeline code uses. */
@NullMarked
package groovy.json;

import org.jspecify.annotations.NullMarked;
