package dev.millrace.plugins.workspace;

import dev.millrace.api.Plugin;
import dev.millrace.testkit.PluginContract;

class WorkspacePluginTest extends PluginContract {
    @Override
    protected Plugin plugin() {
        return new WorkspacePlugin();
    }
}
