package com.example.greeter;

import dev.millrace.api.Contributions;
import dev.millrace.api.Plugin;
import dev.millrace.api.PluginServices;

/** Entry point: named in META-INF/services, made and started by the host. */
public final class GreeterPlugin implements Plugin {
    @Override
    public Contributions start(PluginServices services) {
        return Contributions.ofSteps(new GreetStep(), new WithMannersStep());
    }
}
