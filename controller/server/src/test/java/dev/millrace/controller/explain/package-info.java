@NullMarked
package dev.millrace.controller.explain;

import org.jspecify.annotations.NullMarked;
