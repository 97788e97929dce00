package dev.millrace.plugins.services;

import dev.millrace.api.Contributions;
import dev.millrace.api.Plugin;
import dev.millrace.api.PluginServices;
import dev.millrace.api.step.Step;
import dev.millrace.api.step.SymbolDescriptor;
import java.util.List;
import java.util.stream.Stream;

/** Brings descriptions of the steps that need a service. Holds nothing. */
public final class ServicesPlugin implements Plugin {
    /** For {@link java.util.ServiceLoader}. */
    public ServicesPlugin() {}

    @Override
    public Contributions start(PluginServices services) {
        return new Contributions(steps(), List.of(), List.of(), symbols());
    }

    private static List<SymbolDescriptor> symbols() {
        return Stream.of(Bindings.all(), PodParts.all(), ServiceValues.all(), ProjectValues.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Step> steps() {
        return Stream.of(
                        Credentials.all(),
                        Containers.all(),
                        Control.all(),
                        Chat.all(),
                        Mail.all(),
                        Statuses.all(),
                        Tools.all(),
                        Network.all(),
                        Repositories.all(),
                        Reports.all(),
                        Analysis.all(),
                        Plain.all())
                .flatMap(List::stream)
                .toList();
    }
}
