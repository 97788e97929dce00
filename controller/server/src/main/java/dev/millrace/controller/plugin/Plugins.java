package dev.millrace.controller.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * The plugins of this installation. Changes take effect at once and stay over restarts. Calls of steps that are under way when their plugin is
 * disabled, replaced or removed go on to their end with the classes that they have. Safe for use by many threads.
 *
 * <p>Mistakes of the caller are {@link dev.millrace.controller.base.UserError}s: nothing was changed.
 */
public interface Plugins {
    /** All plugins that were found, by id; those that cannot run say why. */
    List<PluginStatus> list();

    /** What an archive declares and what speaks against it, without loading any of its classes. A damaged one has problems and no id. */
    PluginInspection inspect(Path archive);

    /**
     * Approves an archive with what it declares, copies it and starts it; one of the same id is replaced. All or nothing: an archive that does not
     * start leaves what was there before.
     */
    PluginStatus install(Path archive);

    /** Starts a plugin that was disabled, or approves one that was put into the directory by hand. */
    PluginStatus enable(String id);

    /** Stops a plugin, and those that depend on it, until it is enabled. */
    PluginStatus disable(String id);

    /** Stops a plugin and deletes its archive. Bundled ones can only be disabled. */
    void remove(String id);
}
