@NullMarked
package dev.millrace.agent.app;

import org.jspecify.annotations.NullMarked;
