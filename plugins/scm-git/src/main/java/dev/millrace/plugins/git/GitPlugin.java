package dev.millrace.plugins.git;

import dev.millrace.api.Contributions;
import dev.millrace.api.Plugin;
import dev.millrace.api.PluginServices;
import java.util.List;

/** Brings git. Holds nothing. */
public final class GitPlugin implements Plugin {
    /** For {@link java.util.ServiceLoader}. */
    public GitPlugin() {}

    @Override
    public Contributions start(PluginServices services) {
        return new Contributions(List.of(new GitStep()), List.of(new GitCheckout()), List.of(new GitReader()));
    }
}
