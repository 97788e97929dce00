package dev.millrace.compatibility;

import dev.millrace.api.Plugin;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.Step;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.testkit.PluginBench;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The steps of all plugins that come with Millrace, and the engine's. */
final class Bundled {
    private Bundled() {}

    static StepCatalog catalog() {
        var steps = new ArrayList<StepDescription>();
        for (var plugin : ServiceLoader.load(Plugin.class)) {
            try (var bench = PluginBench.withoutWorkspace(plugin)) {
                bench.contributions().steps().forEach(step -> steps.add(described(step)));
            }
        }
        return new StepCatalog(steps);
    }

    /** Each once, by name. */
    static List<StepDescription> steps() {
        var catalog = catalog();
        return catalog.names().stream()
                .map(name -> catalog.step(name).orElseThrow())
                .distinct()
                .sorted(Comparator.comparing(StepDescription::getName))
                .toList();
    }

    private static StepDescription described(Step step) {
        var descriptor = step.descriptor();
        var description = StepDescription.newBuilder()
                .setName(descriptor.name())
                .setSummary(descriptor.summary())
                .setBlock(step instanceof BlockStep)
                .setNeedsNode(descriptor.needsWorkspace())
                .addAllSymbols(descriptor.symbols().stream().sorted().toList())
                .setProvider(descriptor.provider().orElse(""))
                .setCategory(descriptor.category().key());
        descriptor.parameters().forEach(parameter -> description.addParameters(described(parameter)));
        return description.build();
    }

    private static ParameterDescription described(Parameter parameter) {
        return ParameterDescription.newBuilder()
                .setName(parameter.name())
                .setType(ParameterDescription.Type.valueOf(parameter.type().name()))
                .setRequired(parameter.required())
                .setPositional(parameter.positional())
                .addAllChoices(parameter.choices())
                .build();
    }
}
