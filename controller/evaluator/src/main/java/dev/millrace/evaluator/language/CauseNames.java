package dev.millrace.evaluator.language;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that pipelines have for causes. Pure. */
final class CauseNames {
    private static final String UPSTREAM = "hudson.model.Cause$UpstreamCause";
    private static final Set<String> EVERY = Set.of("hudson.model.Cause", "Cause");
    private static final Set<String> BY_STEP = Set.of(UPSTREAM, "UpstreamCause");

    private CauseNames() {}

    /**
     * Whether a cause goes by a name: {@code hudson.triggers.TimerTrigger$TimerTriggerCause}, {@code TimerTriggerCause}, {@code TimerTrigger}, or that
     * of a class above it.
     */
    static boolean is(Map<?, ?> cause, String name) {
        var type = String.valueOf(cause.get("_class"));
        var simple = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
        var outer = type.contains("$") ? type.substring(type.lastIndexOf('.') + 1, type.lastIndexOf('$')) : "";
        return EVERY.contains(name)
                || Stream.of(type, simple, outer, simple.replaceFirst("Cause$", ""))
                        .anyMatch(name::equals)
                || (simple.equals("BuildUpstreamCause") && BY_STEP.contains(name));
    }

    /** What a cause can be told from others of its kind by: who, or which project. */
    static Set<String> details(Map<?, ?> cause) {
        return Stream.of("userId", "userName", "upstreamProject", "note", "addr")
                .map(field -> (Object) cause.get(field))
                .filter(value -> value != null)
                .map(Object::toString)
                .collect(Collectors.toSet());
    }
}
