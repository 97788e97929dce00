package dev.millrace.controller.plugin;

import dev.millrace.api.Contributions;
import java.io.IOException;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin in PF4J's terms: finds its entry point in its archive, starts it, and lets it go when the last call has returned. */
final class RunningPlugin extends org.pf4j.Plugin {
    private static final Logger LOG = LoggerFactory.getLogger(RunningPlugin.class);

    private final String id;
    private final PluginLoader loader;
    private final GatedServices services;
    private final dev.millrace.api.Plugin plugin;
    private final Gate gate = new Gate();
    private Contributions contributions = new Contributions(List.of(), List.of());

    RunningPlugin(PluginWrapper wrapper, GatedServices services) {
        this.id = wrapper.getPluginId();
        this.loader = (PluginLoader) wrapper.getPluginClassLoader();
        this.services = services;
        this.plugin = inItsLoader(this::entryPoint);
    }

    private dev.millrace.api.Plugin entryPoint() {
        try {
            return ServiceLoader.load(dev.millrace.api.Plugin.class, loader)
                    .findFirst()
                    .orElseThrow(() -> new PluginRuntimeException("The archive names no class that implements Plugin"));
        } catch (ServiceConfigurationError e) {
            throw new PluginRuntimeException(e, "%s", e.getMessage());
        }
    }

    @Override
    public void start() {
        contributions = inItsLoader(() -> plugin.start(services));
    }

    @Override
    public void stop() {
        gate.shut(() -> {
            try {
                inItsLoader(() -> {
                    plugin.stop();
                    return plugin;
                });
            } catch (RuntimeException | LinkageError e) {
                LOG.atWarn().addKeyValue("plugin", id).setCause(e).log("plugin-stop-failed");
            }
            release();
        });
    }

    /** Lets go of a plugin that did not start. */
    void release() {
        services.close();
        try {
            loader.release();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("plugin", id).setCause(e).log("plugin-archive-not-closed");
        }
    }

    Contributions contributions() {
        return contributions;
    }

    Guard guard() {
        return new Guard(id, gate, loader);
    }

    private interface Work<T> {
        T run();
    }

    private <T> T inItsLoader(Work<T> work) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return work.run();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
