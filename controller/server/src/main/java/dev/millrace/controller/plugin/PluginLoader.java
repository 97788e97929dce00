package dev.millrace.controller.plugin;

import java.io.IOException;
import org.pf4j.ClassLoadingStrategy;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/** Class loader of one plugin. PF4J closes it when it unloads the plugin, but calls may be under way: it closes when it is released. */
final class PluginLoader extends PluginClassLoader {
    PluginLoader(PluginManager host, PluginDescriptor plugin, ClassLoader parent) {
        // The API and the JDK come first: an archive that packs its own copy of the API still gets the host's.
        super(host, plugin, parent, ClassLoadingStrategy.APD);
    }

    @Override
    public void close() {
        // Not yet: see release().
    }

    /** Closes it: nothing of the plugin runs any more. */
    void release() throws IOException {
        super.close();
    }
}
