package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The steps that there are: the engine's, and those that the controller described. */
public final class StepCatalog {
    private final Map<String, StepDescription> steps = new HashMap<>();

    /** The engine's steps and these, which go before where both have a name. */
    public StepCatalog(List<StepDescription> described) {
        var all = new ArrayList<>(EngineSteps.all());
        all.addAll(ToolSteps.all());
        all.add(ContextStep.description());
        all.addAll(described);
        all.forEach(step -> steps.put(step.getName(), step));
        all.forEach(step -> step.getSymbolsList().forEach(symbol -> steps.putIfAbsent(symbol, step)));
    }

    /** The step of a name or symbol. */
    public Optional<StepDescription> step(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    /** A call of this name stands for a value, not a step: {@code logRotator(numToKeepStr: '5')}. */
    public boolean symbol(String name) {
        return Symbols.NAMES.contains(name);
    }

    /** All names, sorted. */
    public Set<String> names() {
        return new TreeSet<>(steps.keySet());
    }

    /** The parameter that takes the value of a call without names. */
    static Optional<ParameterDescription> positional(StepDescription step) {
        return step.getParametersList().stream()
                .filter(ParameterDescription::getPositional)
                .findFirst();
    }

    /** The value of a call without names may be a map. */
    public static boolean takesMap(StepDescription step) {
        return positional(step)
                .filter(parameter -> parameter.getType() == ParameterDescription.Type.ANY
                        || parameter.getType() == ParameterDescription.Type.MAP)
                .isPresent();
    }
}
