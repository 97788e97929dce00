package dev.millrace.controller.execution;

import dev.millrace.controller.queue.Needs;
import dev.millrace.controller.queue.OrganizationRules;
import dev.millrace.controller.queue.Quantities;
import dev.millrace.controller.queue.Resources;
import dev.millrace.controller.queue.Throttle;
import dev.millrace.controller.tenant.ProjectProperties;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.SandboxRequest;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the job of a node block needs beside labels.
 *
 * @param needs of the job
 * @param priority larger goes first
 * @param sandbox where it runs
 */
record NodeNeeds(Needs needs, int priority, SandboxRequest sandbox) {
    /**
     * As its own arguments, the {@code throttle} blocks around it and the pipeline's properties say.
     *
     * @param around arguments of the throttle blocks
     * @param trust of the run
     */
    static NodeNeeds of(
            Asked asked,
            List<Map<String, @Nullable Object>> around,
            ProjectProperties properties,
            OrganizationRules rules,
            String trust) {
        var throttles = new LinkedHashMap<String, Throttle>();
        for (var block : around) {
            categories(block.get("categories")).forEach(name -> throttles.put(name, rules.throttle(name)));
        }
        properties.property("throttleJobProperty").ifPresent(said -> {
            var fields = said.fields();
            if (Boolean.FALSE.equals(fields.get("throttleEnabled"))) {
                return;
            }
            if ("category"
                    .equals(fields.getOrDefault(
                            "throttleOption", fields.containsKey("categories") ? "category" : ""))) {
                categories(fields.get("categories")).forEach(name -> throttles.put(name, rules.throttle(name)));
            } else {
                throttles.put(
                        "",
                        new Throttle(
                                "",
                                count(fields.get("maxConcurrentTotal")),
                                count(fields.get("maxConcurrentPerNode"))));
            }
        });
        var resources = resources(asked);
        return new NodeNeeds(
                Needs.NONE.with(resources).with(List.copyOf(throttles.values())),
                properties.priority(),
                SandboxChoice.of(asked, properties, rules, trust, resources));
    }

    /** The same of another priority. */
    NodeNeeds with(int another) {
        return new NodeNeeds(needs, another, sandbox);
    }

    /** Why the arguments of a node do not fit; empty where they do. */
    static Optional<String> wrong(Asked asked) {
        try {
            resources(asked);
            return SandboxChoice.wrong(asked);
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static Resources resources(Asked asked) {
        var given = Values.toJava(asked.getArgumentsList());
        return Quantities.resources(given.get("cpu"), given.get("memory"), given.get("resources"));
    }

    private static List<String> categories(@Nullable Object given) {
        return given instanceof Collection<?> names
                ? names.stream().map(String::valueOf).toList()
                : given == null ? List.of() : List.of(given.toString());
    }

    private static int count(@Nullable Object given) {
        return given instanceof Number number ? Math.max(0, number.intValue()) : 0;
    }
}
