package dev.millrace.evaluator.lint;

import dev.millrace.evaluator.declarative.Known;
import dev.millrace.evaluator.declarative.Signature;
import dev.millrace.evaluator.language.Nearest;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.wire.proto.CallFound.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.ModuleNode;

/** Says what a name is that a pipeline calls and does not define, and how to put it where there is no step of that name. Immutable. */
public final class Names implements Known {
    private final StepCatalog catalog;
    private final Foreign foreign;

    /** Over these steps. */
    public Names(StepCatalog catalog) {
        this(catalog, Foreign.list());
    }

    Names(StepCatalog catalog, Foreign foreign) {
        this.catalog = catalog;
        this.foreign = foreign;
    }

    /** A source uses shared libraries, so that what nothing defines may be theirs. */
    public static boolean libraries(ModuleNode module) {
        return Definitions.of(module).libraries();
    }

    @Override
    public Set<String> steps() {
        return catalog.names();
    }

    @Override
    public String hint(String name, Set<String> names) {
        return Nearest.hint(name, names);
    }

    @Override
    public Optional<Signature> takes(String name) {
        return catalog.step(name).map(StepSignatures::of);
    }

    @Override
    public Optional<Missing> missing(String name, Set<String> defined) {
        return Optional.of(new Missing(message(name), advice(name, defined)));
    }

    /** The same where libraries may define what nothing else does. */
    public Optional<Missing> missing(String name, Set<String> defined, boolean libraries) {
        return libraries && foreign.plugin(name).isEmpty() ? Optional.empty() : missing(name, defined);
    }

    Callee callee(String name) {
        var step = catalog.step(name);
        if (step.isPresent()) {
            return new Callee(step.get().getProvider().isEmpty() ? Kind.STEP : Kind.SERVICE, step, "");
        }
        return foreign.plugin(name)
                .map(plugin -> new Callee(Kind.FOREIGN, Optional.empty(), plugin))
                .orElseGet(() -> new Callee(Kind.UNKNOWN, Optional.empty(), ""));
    }

    /** The call stands for a value that a step takes: {@code logRotator(...)}. */
    boolean symbol(String name) {
        return !catalog.symbols(name).isEmpty();
    }

    ValueCheck values() {
        return new ValueCheck(catalog, this);
    }

    /** Id of the Jenkins plugin that a global variable comes from. */
    Optional<String> foreign(String variable) {
        return foreign.plugin(variable);
    }

    private String message(String name) {
        return foreign.plugin(name)
                .map(plugin -> "There is no step '" + name + "'; in Jenkins it comes from the plugin " + plugin)
                .orElse("There is no step '" + name + "', and the file does not define it");
    }

    private String advice(String name, Set<String> defined) {
        if (foreign.plugin(name).isPresent()) {
            return "Write what it does with sh or bat, or add a plugin that brings the step";
        }
        return near(name, defined)
                .map(near -> "Did you mean '" + near + "'?")
                .orElse("Define it, name the shared library that has it, or add the plugin that brings it");
    }

    /** The name that may have been meant. */
    Optional<String> near(String name, Set<String> defined) {
        var known = new TreeSet<>(catalog.names());
        known.add("pipeline");
        known.addAll(defined);
        return Nearest.to(name, known);
    }
}
