@NullMarked
package dev.millrace.plugins.workspace;

import org.jspecify.annotations.NullMarked;
