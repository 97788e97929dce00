package dev.millrace.plugins.git;

import dev.millrace.api.Plugin;
import dev.millrace.testkit.PluginContract;

class GitPluginTest extends PluginContract {
    @Override
    protected Plugin plugin() {
        return new GitPlugin();
    }
}
