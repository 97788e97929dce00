package dev.millrace.evaluator.language;

import dev.millrace.evaluator.baton.Spot;
import groovy.lang.Binding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The code of one run: its pipeline, what that loads and evaluates, and the variables and classes of its libraries. For its branches alone. */
public final class Scripts {
    private static final StackWalker WALKER = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final PipelineRun run;
    private final Compiler compiler;
    private final Libraries libraries;
    private final PipelineLoader shared;
    private final boolean watched;
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, PipelineScript> variables = new LinkedHashMap<>();
    private int evaluated;

    /** @param watched calls and local variables are kept where they can be looked at */
    Scripts(PipelineRun run, Compiler compiler, Libraries libraries, boolean watched) {
        this.run = run;
        this.watched = watched;
        this.compiler = compiler;
        this.libraries = libraries;
        this.shared = new PipelineLoader(
                Scripts.class.getClassLoader(), this::missing, watched ? Watches::in : UnaryOperator.identity());
    }

    /** The libraries of the run. */
    public Libraries libraries() {
        return libraries;
    }

    /** The run's pipeline, ready to run. */
    PipelineScript pipeline(SourceText source) throws Refused {
        libraries.begin(source);
        var script = script(compiler.compile(source, libraries.classPath()), new Binding());
        run.main(script);
        return script;
    }

    /** Runs a text as a part of a script: it sees the script's variables. */
    @Nullable
    Object evaluate(PipelineScript script, String text) {
        var name = "Script" + ++evaluated;
        return needed(new SourceText(name + ".groovy", name, text), script.getBinding())
                .run();
    }

    /** Runs a file's text as a script that shares the caller's variables; its value is the script's. */
    @Nullable
    Object load(PipelineScript script, String path, String text) {
        return needed(new SourceText(path, path, text), script.getBinding()).run();
    }

    /** A variable of a library; the same object each time. Null where no library has one of this name. */
    @Nullable
    Object variable(String name) {
        var known = variables.get(name);
        if (known != null) {
            return known;
        }
        var source = libraries.variable(name);
        if (source.isEmpty()) {
            return null;
        }
        var script = needed(source.get(), new Binding());
        variables.put(name, script);
        return script;
    }

    /** Names of the libraries' variables. */
    Set<String> variables() {
        return libraries.variables();
    }

    /** A class of the libraries, or null. */
    public @Nullable Class<?> type(String name) {
        try {
            return libraries.classPath().source(name).isEmpty() ? null : shared.loadClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    private PipelineScript needed(SourceText source, Binding binding) {
        try {
            return script(compiler.compile(source, libraries.classPath()), binding);
        } catch (Refused e) {
            throw Sneaky.thrown(new Uncompilable(e));
        }
    }

    private PipelineScript script(Compiled compiled, Binding binding) {
        remember(compiled.own());
        remember(compiled.shared());
        try {
            var type = type(compiled);
            if (!PipelineScript.class.isAssignableFrom(type)) {
                throw PipelineRun.failure(
                        "%s defines the class %s and no script: classes that are to be shared go below src of a library"
                                .formatted(file(type), type.getName()));
            }
            var script = (PipelineScript) type.getDeclaredConstructor().newInstance();
            script.setBinding(binding);
            script.join(run, compiled.blocks());
            return script;
        } catch (ReflectiveOperationException e) {
            throw Sneaky.thrown(e.getCause() == null ? e : e.getCause());
        }
    }

    /** With libraries a name may mean something else in each run; and what is watched is changed. */
    private Class<?> type(Compiled compiled) throws ClassNotFoundException {
        var lasting =
                watched || !libraries.classPath().key().isEmpty() ? Optional.<Lasting>empty() : compiled.lasting();
        return lasting.isPresent()
                ? lasting.get().type()
                : shared.script(compiled.own(), compiled.shared()).loadClass(compiled.main());
    }

    private Compiled.@Nullable ClassFile missing(String name) {
        var outer = name.indexOf('$') > 0 ? name.substring(0, name.indexOf('$')) : name;
        var source = libraries.classPath().source(outer);
        if (source.isEmpty()) {
            return ForeignTypes.foreign(name) ? new Compiled.ClassFile("", ForeignTypes.standIn(name)) : null;
        }
        try {
            var compiled = compiler.compile(source.get(), libraries.classPath());
            remember(compiled.own());
            remember(compiled.shared());
            shared.add(compiled.own());
            shared.add(compiled.shared());
            return compiled.own().get(name);
        } catch (Refused e) {
            throw Sneaky.thrown(new Uncompilable(e));
        }
    }

    private void remember(Map<String, Compiled.ClassFile> classes) {
        classes.forEach((name, type) -> files.putIfAbsent(name, type.file()));
    }

    /** Where the pipeline's code stands. */
    static Spot spot() {
        return WALKER.walk(frames -> frames.filter(
                        frame -> frame.getDeclaringClass().getClassLoader() instanceof PipelineLoader
                                && frame.getLineNumber() > 0)
                .findFirst()
                .map(frame -> new Spot(file(frame.getDeclaringClass()), frame.getLineNumber()))
                .orElse(Spot.UNKNOWN));
    }

    private static String file(Class<?> type) {
        return type.getClassLoader() instanceof PipelineLoader loader ? loader.file(type.getName()) : "";
    }

    /** The innermost line of pipeline code among these, of a branch that runs on; the file is empty where it is the pipeline. */
    public static Spot spot(StackTraceElement[] frames) {
        for (var frame : frames) {
            if (PipelineLoader.NAMES.contains(String.valueOf(frame.getClassLoaderName()))
                    && frame.getLineNumber() > 0) {
                var file = String.valueOf(frame.getFileName());
                return new Spot(file.equals(Compiler.MAIN) ? "" : file, frame.getLineNumber());
            }
        }
        return Spot.UNKNOWN;
    }

    /** The innermost line of the run's code that a failure went through. */
    Spot spot(Throwable failure) {
        for (var element : failure.getStackTrace()) {
            var file = files.get(element.getClassName());
            if (file != null && element.getLineNumber() > 0) {
                return new Spot(file, element.getLineNumber());
            }
        }
        return Spot.UNKNOWN;
    }
}
