/** Names that pipeline code uses. */
@NullMarked
package jenkins.model;

import org.jspecify.annotations.NullMarked;
