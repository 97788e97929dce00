package dev.millrace.controller.execution;

import dev.millrace.api.Checkout;
import dev.millrace.api.SourceReader;
import dev.millrace.api.step.Step;
import dev.millrace.api.step.SymbolDescriptor;
import java.util.List;
import java.util.Optional;

/** The steps that plugins bring. Implemented by the plugin host; asked again whenever an evaluator is started. */
public interface StepCatalog {
    /** All steps, with the plugin that brings each. */
    List<Provided> steps();

    /** One step by name. */
    Optional<Provided> step(String name);

    /** The source control of a symbol such as {@code GitSCM}. */
    Optional<Checkout> checkout(String symbol);

    /** What reads repositories of a symbol such as {@code GitSCMSource}. */
    default Optional<SourceReader> reader(String symbol) {
        return Optional.empty();
    }

    /** Values that steps take and that pipeline code makes by name, with the plugin that brings each. */
    default List<ProvidedSymbol> symbols() {
        return List.of();
    }

    /**
     * A value and who brings it.
     *
     * @param plugin id of the plugin
     * @param symbol the value
     */
    record ProvidedSymbol(String plugin, SymbolDescriptor symbol) {}

    /**
     * A step and who brings it.
     *
     * @param plugin id of the plugin
     * @param step the step
     * @param mayUseWorkspace the plugin declared {@code agent-processes}
     */
    record Provided(String plugin, Step step, boolean mayUseWorkspace) {}
}
