package dev.millrace.controller.execution;

import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import dev.millrace.wire.proto.Configure;
import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.SymbolDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What evaluators are told of steps. Made anew only where the catalog has other ones than before. Safe for use by many threads. */
final class StepDescriptions {
    private final StepCatalog catalog;
    private final EvaluatorSettings settings;
    private @Nullable Told told;

    private record Told(
            List<StepCatalog.Provided> steps, List<StepCatalog.ProvidedSymbol> symbols, Configure message) {}

    StepDescriptions(StepCatalog catalog, EvaluatorSettings settings) {
        this.catalog = catalog;
        this.settings = settings;
    }

    /** All that an evaluator has to know before it begins; the same object while nothing changes. */
    synchronized Configure configure() {
        var steps = catalog.steps();
        var symbols = catalog.symbols();
        if (told == null || !told.steps().equals(steps) || !told.symbols().equals(symbols)) {
            told = new Told(List.copyOf(steps), List.copyOf(symbols), describe(steps, symbols));
        }
        return told.message();
    }

    private Configure describe(List<StepCatalog.Provided> steps, List<StepCatalog.ProvidedSymbol> symbols) {
        var configure = Configure.newBuilder()
                .setHeapBytesPerRun(settings.heapBytes() / 2)
                .setUncommittedLimit(settings.uncommittedLimit());
        configure.addAllSteps(ProvidedSteps.all());
        steps.forEach(provided -> configure.addSteps(describe(provided)));
        symbols.forEach(provided -> configure.addSymbols(describe(provided)));
        return configure.build();
    }

    private static StepDescription describe(StepCatalog.Provided provided) {
        var descriptor = provided.step().descriptor();
        var description = StepDescription.newBuilder()
                .setName(descriptor.name())
                .setSummary(descriptor.summary())
                .setBlock(provided.step() instanceof BlockStep)
                .setNeedsNode(descriptor.needsWorkspace())
                .setPlugin(provided.plugin())
                .addAllSymbols(descriptor.symbols().stream().sorted().toList())
                .setProvider(descriptor.provider().orElse(""))
                .setCategory(descriptor.category().key())
                .addAllExamples(descriptor.examples())
                .setRecovery(recovery(descriptor.recovery()))
                .addAllNeedsNodeWith(
                        descriptor.workspaceParameters().stream().sorted().toList());
        descriptor.parameters().forEach(parameter -> description.addParameters(describe(parameter)));
        return description.build();
    }

    private static SymbolDescription describe(StepCatalog.ProvidedSymbol provided) {
        var symbol = provided.symbol();
        var description = SymbolDescription.newBuilder()
                .setName(symbol.name())
                .addAllClasses(symbol.classes().stream().sorted().toList())
                .setKind(symbol.kind())
                .setSummary(symbol.summary())
                .addAllExamples(symbol.examples())
                .setPlugin(provided.plugin())
                .setProvider(symbol.provider().orElse(""))
                .setOpen(symbol.open())
                .addAllWithin(symbol.within().stream().sorted().toList());
        symbol.parameters().forEach(parameter -> description.addParameters(describe(parameter)));
        return description.build();
    }

    private static StepDescription.Recovery recovery(Recovery recovery) {
        return switch (recovery) {
            case REATTACH -> StepDescription.Recovery.REATTACH;
            case REPEAT -> StepDescription.Recovery.REPEAT;
            case FAIL -> StepDescription.Recovery.FAIL;
        };
    }

    private static ParameterDescription describe(Parameter parameter) {
        var description = ParameterDescription.newBuilder()
                .setName(parameter.name())
                .setType(type(parameter.type()))
                .setRequired(parameter.required())
                .setPositional(parameter.positional())
                .setHelp(parameter.help())
                .addAllChoices(parameter.choices());
        parameter.defaultValue().ifPresent(value -> description.setDefaultValue(Values.toWire(value)));
        return description.build();
    }

    private static ParameterDescription.Type type(Parameter.Type type) {
        return switch (type) {
            case ANY -> ParameterDescription.Type.ANY;
            case TEXT -> ParameterDescription.Type.TEXT;
            case TRUTH -> ParameterDescription.Type.TRUTH;
            case INTEGER -> ParameterDescription.Type.INTEGER;
            case REAL -> ParameterDescription.Type.REAL;
            case LIST -> ParameterDescription.Type.LIST;
            case MAP -> ParameterDescription.Type.MAP;
            case CHOICE -> ParameterDescription.Type.CHOICE;
        };
    }
}
