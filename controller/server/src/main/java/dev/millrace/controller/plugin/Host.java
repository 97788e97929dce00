package dev.millrace.controller.plugin;

import dev.millrace.api.ApiVersion;
import java.nio.file.Path;
import java.util.function.Function;
import org.pf4j.DefaultPluginManager;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginRepository;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginRepository;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;

/**
 * PF4J's manager with our rules: jar archives alone, class loaders that see the API alone, entry points by {@link java.util.ServiceLoader}, and no
 * state in files. It is given archives that were vetted, dependencies first. Not thread-safe.
 */
final class Host extends DefaultPluginManager {
    private final ApiClassLoader api;
    private final Function<PluginWrapper, RunningPlugin> factory;

    Host(ClassLoader controller, Path directory, Function<PluginWrapper, RunningPlugin> factory) {
        super(directory);
        this.api = new ApiClassLoader(controller);
        this.factory = factory;
        setSystemVersion(ApiVersion.current());
    }

    /** Loads and starts an archive. Fails with {@link PluginRuntimeException}, or what the plugin threw, and leaves nothing behind. */
    RunningPlugin startArchive(Archive archive) {
        loadPlugin(archive.file());
        var wrapper = getPlugin(archive.id());
        try {
            var plugin = (RunningPlugin) wrapper.getPlugin();
            if (startPlugin(archive.id()) == PluginState.STARTED) {
                return plugin;
            }
            var cause = wrapper.getFailedException();
            throw cause == null
                    ? new PluginRuntimeException("PF4J leaves it in state " + wrapper.getPluginState())
                    : new PluginRuntimeException(cause, "%s", cause.getMessage() == null ? cause : cause.getMessage());
        } catch (RuntimeException | LinkageError e) {
            stopArchive(archive.id());
            throw e;
        }
    }

    /** Stops and unloads a plugin that nothing running depends on. */
    void stopArchive(String id) {
        var wrapper = getPlugin(id);
        if (wrapper == null) {
            return;
        }
        boolean started = wrapper.getPluginState() == PluginState.STARTED;
        unloadPlugin(id);
        if (!started && wrapper.getPluginClassLoader() instanceof PluginLoader loader) {
            try {
                loader.release();
            } catch (java.io.IOException e) {
                throw new PluginRuntimeException(e, "Cannot close the archive of plugin %s", id);
            }
        }
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new JarPluginRepository(getPluginsRoots());
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new ManifestPluginDescriptorFinder();
    }

    @Override
    protected PluginFactory createPluginFactory() {
        // Called by the constructor above this one: the field is set when the first plugin comes.
        return wrapper -> factory.apply(wrapper);
    }

    @Override
    protected org.pf4j.PluginLoader createPluginLoader() {
        return new JarPluginLoader(this) {
            @Override
            protected PluginClassLoader createPluginClassLoader(Path file, PluginDescriptor descriptor) {
                return new PluginLoader(Host.this, descriptor, api);
            }
        };
    }

    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String id) {
                return false;
            }

            @Override
            public void disablePlugin(String id) {
                // What is disabled is decided by our records.
            }

            @Override
            public void enablePlugin(String id) {
                // What is enabled is decided by our records.
            }
        };
    }
}
