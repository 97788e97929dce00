/**
 * The PF4J host: loads plugin archives, hands out what they declared, brings their steps to the engine.
 *
 * <p>{@link dev.millrace.controller.plugin.Plugins} is the door for administrators, {@link dev.millrace.controller.execution.StepCatalog} what the engine sees. Invariants:
 * only archives that are bundled, or whose exact bytes an administrator approved, are started; a plugin's class loader sees the JDK, the plugin API
 * and the plugins that it depends on, never the controller; one that fails stops none of the others.
 */
@NullMarked
package dev.millrace.controller.plugin;

import org.jspecify.annotations.NullMarked;
