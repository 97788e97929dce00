package dev.millrace.compatibility;

import dev.millrace.api.Plugin;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.Step;
import dev.millrace.api.step.SymbolDescriptor;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.testkit.PluginBench;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.SymbolDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The steps of all plugins that come with Millrace, and the engine's. */
final class Bundled {
    private Bundled() {}

    static StepCatalog catalog() {
        var steps = new ArrayList<StepDescription>();
        var symbols = new ArrayList<SymbolDescription>();
        for (var plugin : ServiceLoader.load(Plugin.class)) {
            try (var bench = PluginBench.withoutWorkspace(plugin)) {
                bench.contributions().steps().forEach(step -> steps.add(described(step)));
                bench.contributions().symbols().forEach(symbol -> symbols.add(described(symbol)));
            }
        }
        return new StepCatalog(steps, symbols);
    }

    /** Values that steps take, by name; a name may have several. */
    static List<SymbolDescription> symbols() {
        return catalog().symbols();
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
                .addAllExamples(descriptor.examples())
                .setCategory(descriptor.category().key());
        descriptor.parameters().forEach(parameter -> description.addParameters(described(parameter)));
        return description.build();
    }

    private static SymbolDescription described(SymbolDescriptor symbol) {
        var description = SymbolDescription.newBuilder()
                .setName(symbol.name())
                .addAllClasses(symbol.classes().stream().sorted().toList())
                .setKind(symbol.kind())
                .setSummary(symbol.summary())
                .addAllExamples(symbol.examples())
                .setProvider(symbol.provider().orElse(""))
                .setOpen(symbol.open())
                .addAllWithin(symbol.within().stream().sorted().toList());
        symbol.parameters().forEach(parameter -> description.addParameters(described(parameter)));
        return description.build();
    }

    private static ParameterDescription described(Parameter parameter) {
        return ParameterDescription.newBuilder()
                .setName(parameter.name())
                .setType(ParameterDescription.Type.valueOf(parameter.type().name()))
                .setRequired(parameter.required())
                .setPositional(parameter.positional())
                .setHelp(parameter.help())
                .addAllChoices(parameter.choices())
                .build();
    }
}
