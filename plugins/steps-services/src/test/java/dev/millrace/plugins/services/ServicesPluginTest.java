package dev.millrace.plugins.services;

import dev.millrace.api.Plugin;
import dev.millrace.testkit.PluginContract;

class ServicesPluginTest extends PluginContract {
    @Override
    protected Plugin plugin() {
        return new ServicesPlugin();
    }
}
