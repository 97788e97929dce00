package dev.millrace.controller.execution;

import dev.millrace.controller.queue.LockNeed;
import dev.millrace.controller.queue.LockNeed.Labelled;
import dev.millrace.controller.queue.LockNeed.Named;
import dev.millrace.controller.queue.LockNeed.Target;
import dev.millrace.wire.proto.NamedValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code lock} or {@code concurrency} block asks for.
 *
 * @param need the locks
 * @param priority larger goes first
 * @param variable that names what it got; empty: none
 * @param makesRoom runs that came earlier are ended
 */
record LockAsked(LockNeed need, int priority, String variable, boolean makesRoom) {
    static final String LOCK = "lock";
    static final String CONCURRENCY = "concurrency";
    private static final String GROUP = LockNeed.GROUP;

    /** Whether the step of this name holds locks while its body runs. */
    static boolean holds(String step) {
        return step.equals(LOCK) || step.equals(CONCURRENCY);
    }

    /**
     * Reads arguments.
     *
     * @throws IllegalArgumentException they do not fit; the message says why
     */
    static LockAsked read(String step, List<NamedValue> arguments) {
        var given = Values.toJava(arguments);
        if (step.equals(CONCURRENCY)) {
            var group = text(given, "group");
            if (group.isBlank()) {
                throw new IllegalArgumentException(
                        "concurrency needs the name of a group: concurrency(group: 'deploy')");
            }
            return new LockAsked(
                    new LockNeed(List.of(new Named(GROUP + group)), false, false),
                    0,
                    "",
                    truth(given, "cancelInProgress"));
        }
        var targets = new ArrayList<Target>();
        target(given, targets);
        if (given.get("extra") instanceof List<?> more) {
            for (var item : more) {
                if (!(item instanceof Map<?, ?> map)) {
                    throw new IllegalArgumentException(
                            "extra is a list of maps: [[resource: 'a'], [label: 'b', quantity: 1]]");
                }
                var named = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((name, value) -> named.put(String.valueOf(name), value));
                target(named, targets);
            }
        }
        if (targets.isEmpty()) {
            throw new IllegalArgumentException(
                    "lock needs a resource or a label: lock('staging') or lock(label: 'printer', quantity: 1)");
        }
        var strategy = text(given, "resourceSelectStrategy");
        if (!strategy.isEmpty() && !strategy.equalsIgnoreCase("sequential") && !strategy.equalsIgnoreCase("random")) {
            throw new IllegalArgumentException(
                    "resourceSelectStrategy is sequential or random, not '%s'".formatted(strategy));
        }
        return new LockAsked(
                new LockNeed(targets, truth(given, "inversePrecedence"), truth(given, "skipIfLocked")),
                given.get("priority") instanceof Number priority ? priority.intValue() : 0,
                text(given, "variable"),
                false);
    }

    private static void target(Map<String, @Nullable Object> given, List<Target> targets) {
        var resource = text(given, "resource");
        var label = text(given, "label");
        if (!resource.isBlank() && !label.isBlank()) {
            throw new IllegalArgumentException(
                    "lock takes a resource or a label, not both: '%s' and '%s'".formatted(resource, label));
        }
        if (!resource.isBlank()) {
            targets.add(new Named(resource));
        } else if (!label.isBlank()) {
            targets.add(
                    new Labelled(label, given.get("quantity") instanceof Number quantity ? quantity.intValue() : 0));
        }
    }

    /** The same for locks that were got before: those and no others. */
    LockAsked again(List<String> names) {
        return new LockAsked(
                new LockNeed(names.stream().<Target>map(Named::new).toList(), need.inverse(), false),
                priority,
                variable,
                false);
    }

    /** Variables of the body. */
    Map<String, String> environment(List<String> locks) {
        var environment = new LinkedHashMap<String, String>();
        if (!variable.isEmpty()) {
            environment.put(variable, String.join(",", locks));
            for (var index = 0; index < locks.size(); index++) {
                environment.put(variable + index, locks.get(index));
            }
        }
        return environment;
    }

    /** For people, as Jenkins writes it. */
    static String words(String step, List<NamedValue> arguments) {
        try {
            return read(step, arguments).need().targets().stream()
                    .map(target -> switch (target) {
                        case Named(var name) ->
                            name.startsWith(GROUP)
                                    ? "Concurrency group: " + name.substring(GROUP.length())
                                    : "Resource: " + name;
                        case Labelled(var label, var quantity) ->
                            "Label: " + label + (quantity == 0 ? "" : ", Quantity: " + quantity);
                    })
                    .collect(Collectors.joining("; ", "[", "]"));
        } catch (IllegalArgumentException e) {
            return "[]"; // the step itself says what is wrong
        }
    }

    /** What a block's opening says that it holds. */
    static List<String> held(OpenBlock block) {
        var fields = block.outcome()
                .map(outcome -> Values.toJava(outcome.getValue().getMap().getEntriesList()))
                .orElse(Map.of());
        return fields.get("locks") instanceof List<?> names
                ? names.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static String text(Map<String, @Nullable Object> given, String name) {
        var value = given.get(name);
        return value == null ? "" : value.toString();
    }

    private static boolean truth(Map<String, @Nullable Object> given, String name) {
        return Boolean.TRUE.equals(given.get(name));
    }
}
