@NullMarked
package dev.millrace.controller.app;

import org.jspecify.annotations.NullMarked;
