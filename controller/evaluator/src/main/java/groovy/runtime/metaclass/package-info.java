/** Where Groovy looks for what makes its metaclasses. */
@NullMarked
package groovy.runtime.metaclass;

import org.jspecify.annotations.NullMarked;
