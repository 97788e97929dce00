/** Names that pipeline code uses. */
@NullMarked
package org.jenkinsci.plugins.workflow.libs;

import org.jspecify.annotations.NullMarked;
