/**
 * The PF4J host: loads plugin archives, hands out what they declared, brings their steps to the engine.
 */
@NullMarked
package dev.millrace.controller.plugin;

import org.jspecify.annotations.NullMarked;
