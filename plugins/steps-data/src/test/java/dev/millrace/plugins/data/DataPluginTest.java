package dev.millrace.plugins.data;

import dev.millrace.api.Plugin;
import dev.millrace.testkit.PluginContract;

class DataPluginTest extends PluginContract {
    @Override
    protected Plugin plugin() {
        return new DataPlugin();
    }
}
