package dev.millrace.controller.plugin;

import dev.millrace.controller.execution.StepCatalog;
import dev.millrace.controller.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The plugin host, started. Closing it stops all plugins, dependents first. */
public final class PluginsModule implements AutoCloseable {
    private final LivePlugins live;

    private PluginsModule(LivePlugins live) {
        this.live = live;
    }

    /**
     * Loads and starts the plugins that there are. A plugin that cannot run is listed with its problem; this does not fail for it.
     *
     * @param bundled directories with the release's archives; one that is not there is empty
     * @param installed the data directory's plugins; made when the first one is installed
     * @param engineSteps names of the steps that the engine itself has, which no plugin can bring
     */
    public static PluginsModule create(
            Database database, Clock clock, List<Path> bundled, Path installed, Set<String> engineSteps) {
        var loader = PluginsModule.class.getClassLoader();
        return new PluginsModule(new LivePlugins(
                new ArchiveStore(bundled, installed),
                new PluginTable(database, clock),
                new Reconciler(database, loader, installed, engineSteps)));
    }

    /** The door for administrators. */
    public Plugins plugins() {
        return live;
    }

    /** What the engine sees. */
    public StepCatalog steps() {
        return live;
    }

    @Override
    public void close() {
        live.close();
    }
}
