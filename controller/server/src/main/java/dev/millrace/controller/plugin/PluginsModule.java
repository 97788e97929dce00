package dev.millrace.controller.plugin;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.StepCatalog;
import dev.millrace.controller.store.Database;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

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
                new Reconciler(plugin -> PluginSchema.create(database, plugin), loader, installed, engineSteps)));
    }

    /**
     * As {@link #create}, of a controller without a database: the release's plugins alone, all of them running, to know their steps.
     *
     * @param empty a directory without plugins
     */
    public static PluginsModule bundled(List<Path> bundled, Path empty, Set<String> engineSteps) {
        var loader = PluginsModule.class.getClassLoader();
        return new PluginsModule(new LivePlugins(
                new ArchiveStore(bundled, empty),
                new NoRecords(),
                new Reconciler(PluginsModule::noSchema, loader, empty, engineSteps)));
    }

    private static DataSource noSchema(String plugin) {
        throw new UserError(
                UserError.Kind.CONFLICT,
                "Plugin %s wants its database, and this controller has none".formatted(plugin),
                "Start one with 'millrace up'");
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
