package dev.millrace.evaluator.language;

import dev.millrace.evaluator.baton.Spot;
import groovy.lang.Closure;
import groovy.lang.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A look into a program: what its branches see. For a program that stands still, but for what the program itself tells here. Runs none of its code. */
public final class Insight {
    private final Map<Thread, BranchState> branches = new ConcurrentHashMap<>();
    private volatile @Nullable PipelineRun run;

    void begins(PipelineRun run) {
        this.run = run;
    }

    void enters(BranchState branch) {
        branches.put(Thread.currentThread(), branch);
    }

    /**
     * A call that has not returned.
     *
     * @param method empty: the script itself; {@code {}}: a closure
     * @param variables by name, as they are; those that hold nothing yet are left out
     */
    public record Frame(String method, Spot at, Map<String, @Nullable Object> variables) {}

    /** Variables of the script that were never declared, and its fields. */
    public Map<String, @Nullable Object> globals() {
        var variables = new LinkedHashMap<String, @Nullable Object>();
        var here = run;
        if (here != null && here.compiled()) {
            var script = here.main();
            Map<?, ?> bound = script.getBinding().getVariables();
            bound.forEach((name, value) -> variables.put(String.valueOf(name), value));
            variables.putAll(fields(script));
        }
        return variables;
    }

    /** The environment that processes of the branch have. */
    public Map<String, String> environment(Thread thread) {
        var state = branches.get(thread);
        return state == null ? Map.of() : state.run.environment.all(state.surroundings);
    }

    /** The directory that the branch is in, below the workspace. */
    public String directory(Thread thread) {
        var state = branches.get(thread);
        return state == null ? "" : state.surroundings.directory();
    }

    /** Calls of pipeline code that the branch is in, innermost first. */
    public List<Frame> frames(Thread thread) {
        var state = branches.get(thread);
        if (state == null) {
            return List.of();
        }
        var lines = Arrays.asList(thread.getStackTrace()).iterator();
        return state.calls.innermostFirst().stream()
                .map(call -> frame(call, lines))
                .toList();
    }

    private static Frame frame(CallStack.Call call, Iterator<StackTraceElement> stack) {
        var told = call.what().split("\n", -1);
        var at = Spot.UNKNOWN;
        var line = 0;
        while (stack.hasNext()) {
            var element = stack.next();
            if (element.getClassName().equals(told[0])
                    && element.getMethodName().equals(told[1])) {
                line = Math.max(0, element.getLineNumber());
                at = Scripts.spot(new StackTraceElement[] {element});
                break;
            }
        }
        var variables = new LinkedHashMap<String, @Nullable Object>();
        if (call.self() instanceof Closure<?> closure) {
            variables.putAll(fields(closure));
        }
        for (var i = 2; i < told.length; i++) {
            var parts = told[i].split(":", -1);
            var value = call.value(i - 2);
            var implicit = value == null && parts[0].equals("it");
            if (value != CallStack.Unset.NOTHING
                    && !implicit
                    && line >= Integer.parseInt(parts[1])
                    && line <= Integer.parseInt(parts[2])) {
                variables.put(parts[0], value instanceof Reference<?> shared ? shared.get() : value);
            }
        }
        return new Frame(method(told, call), at, variables);
    }

    private static String method(String[] told, CallStack.Call call) {
        if (call.self() instanceof Closure<?>) {
            return "{}";
        }
        return call.self() instanceof PipelineScript && told[1].equals("run") ? "" : told[1];
    }

    /** Fields that pipeline code declares, and variables that a closure has from around it; of an object of its classes. */
    public static Map<String, @Nullable Object> fields(Object object) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        for (Class<?> type = object.getClass(); type != null && own(type); type = type.getSuperclass()) {
            for (var field : type.getDeclaredFields()) {
                var name = field.getName();
                if (!name.startsWith("$") && !name.startsWith("__") && !name.equals("metaClass") && read(field)) {
                    values.putIfAbsent(name, value(field, object));
                }
            }
        }
        return values;
    }

    /** Pipeline code made this class. */
    public static boolean own(Class<?> type) {
        return type.getClassLoader() instanceof PipelineLoader;
    }

    private static boolean read(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible();
    }

    private static @Nullable Object value(Field field, Object object) {
        try {
            var value = field.get(object);
            return value instanceof Reference<?> shared ? shared.get() : value;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible", e);
        }
    }
}
