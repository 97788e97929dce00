package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ParameterDescription;
import dev.millrace.wire.proto.StepDescription;
import dev.millrace.wire.proto.SymbolDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The steps that there are, and the values that they take: the engine's, and those that the controller described. Immutable. */
public final class StepCatalog {
    private final Map<String, StepDescription> steps = new HashMap<>();
    private final Map<String, List<SymbolDescription>> symbols = new TreeMap<>();
    private final Map<String, List<SymbolDescription>> classes = new HashMap<>();
    private final Map<String, List<SymbolDescription>> within = new HashMap<>();

    /** The engine's steps and values, and these steps, which go before where both have a name. */
    public StepCatalog(List<StepDescription> described) {
        this(described, List.of());
    }

    /** The engine's steps and values, and these; of steps with the same name the one that is described here goes before. */
    public StepCatalog(List<StepDescription> described, List<SymbolDescription> values) {
        var all = new ArrayList<>(EngineSteps.all());
        all.addAll(ToolSteps.all());
        all.add(ContextStep.description());
        all.addAll(described);
        all.forEach(step -> steps.put(step.getName(), step));
        all.forEach(step -> step.getSymbolsList().forEach(symbol -> steps.putIfAbsent(symbol, step)));
        var everyValue = new ArrayList<>(EngineSymbols.all());
        everyValue.addAll(values);
        for (var value : everyValue) {
            put(symbols, value.getName(), value);
            value.getClassesList().forEach(type -> put(classes, type, value));
            value.getWithinList().forEach(parameter -> put(within, parameter, value));
        }
    }

    private static void put(Map<String, List<SymbolDescription>> all, String name, SymbolDescription value) {
        all.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
    }

    /** The step of a name or symbol. */
    public Optional<StepDescription> step(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    /** What a call of this name may stand for as a value, not a step: {@code logRotator(numToKeepStr: '5')}. */
    public List<SymbolDescription> symbols(String name) {
        return List.copyOf(symbols.getOrDefault(name, List.of()));
    }

    /** What {@code [$class: TYPE, ...]} may stand for; a package before the name is nothing to it. */
    public List<SymbolDescription> typed(String type) {
        var simple = type.substring(type.lastIndexOf('.') + 1);
        return List.copyOf(classes.getOrDefault(simple, symbols.getOrDefault(simple, List.of())));
    }

    /** What a map without a {@code $class} stands for that is a value's parameter of this name, or among it. */
    public List<SymbolDescription> within(String parameter) {
        return List.copyOf(within.getOrDefault(parameter, List.of()));
    }

    /** All values, by name. */
    public List<SymbolDescription> symbols() {
        return symbols.values().stream().flatMap(List::stream).toList();
    }

    /** All steps, by name. */
    public List<StepDescription> steps() {
        return steps.values().stream()
                .distinct()
                .sorted(Comparator.comparing(StepDescription::getName))
                .toList();
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
