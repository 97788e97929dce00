package dev.millrace.controller.execution;

import dev.millrace.controller.queue.OrganizationRules;
import dev.millrace.controller.queue.Quantities;
import dev.millrace.controller.queue.Resources;
import dev.millrace.controller.tenant.ProjectProperties;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.SandboxRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * In which sandbox the job of a node runs: what its arguments or the pipeline's options ask for, and never less than its trust and the organization demand.
 */
final class SandboxChoice {
    private static final String AUTO = "auto";
    private static final String FORK = "fork";
    private static final int MOST_PROCESSES = 1_000_000;

    private SandboxChoice() {}

    /** Why the arguments of a node do not fit; empty where they do. */
    static Optional<String> wrong(Asked asked) {
        var given = Values.toJava(asked.getArgumentsList());
        var kind = text(given.get("sandbox"));
        if (!kind.isEmpty() && !kind.equals(AUTO) && !OrganizationRules.SANDBOXES.contains(kind)) {
            return Optional.of(
                    "sandbox is auto, %s, not '%s'".formatted(String.join(" or ", OrganizationRules.SANDBOXES), kind));
        }
        var network = text(given.get("network"));
        if (!List.of("", "none", "open").contains(network)) {
            return Optional.of("network is none or open, not '%s'".formatted(network));
        }
        var processes = text(given.get("processes"));
        if (!processes.isEmpty() && count(processes) == 0) {
            return Optional.of("processes is a number from 1 to %d, not '%s'".formatted(MOST_PROCESSES, processes));
        }
        try {
            long _ = disk(given.get("disk"));
        } catch (IllegalArgumentException e) {
            return Optional.of("disk is an amount such as 512Mi or 20Gi, not '%s'".formatted(given.get("disk")));
        }
        return Optional.empty();
    }

    private static long disk(@Nullable Object given) {
        return given == null ? 0 : Quantities.bytes(given);
    }

    /**
     * Cpu and memory are what the job takes on its agent. They become its limits too, but for a job that did not ask for a sandbox and gets none: those are
     * not held by anything in other systems, and builds that ran there go on running here.
     *
     * @param resources that the job takes
     */
    static SandboxRequest of(
            Asked asked, ProjectProperties properties, OrganizationRules rules, String trust, Resources resources) {
        var given = Values.toJava(asked.getArgumentsList());
        var wish = wish(given, properties);
        var network = text(given.get("network"));
        int strength = Math.max(strength(wish), strength(rules.floor()));
        if (trust.equals(FORK) || network.equals("none")) {
            strength = Math.max(strength, 1);
        }
        var kind = OrganizationRules.SANDBOXES.get(strength);
        var request = SandboxRequest.newBuilder()
                .setKind(kind)
                .setTrust(trust)
                .setNetwork(network)
                .setProcesses(count(text(given.get("processes"))))
                .setDiskBytes(disk(given.get("disk")));
        if (strength > 0 || wish.equals(kind)) {
            request.setCpuMillis((int) Math.min(resources.cpuMillis(), Integer.MAX_VALUE))
                    .setMemoryBytes(resources.memoryBytes());
        }
        return request.build();
    }

    private static String wish(Map<String, @Nullable Object> given, ProjectProperties properties) {
        var own = text(given.get("sandbox"));
        return own.isEmpty()
                ? properties
                        .property("sandbox")
                        .map(one -> text(
                                one.fields().getOrDefault("kind", one.fields().get("value"))))
                        .orElse("")
                : own;
    }

    /** Unknown and automatic ones are the weakest. */
    private static int strength(String kind) {
        return Math.max(0, OrganizationRules.SANDBOXES.indexOf(kind));
    }

    private static int count(String text) {
        return text.matches("[1-9]\\d{0,6}") ? Math.min(Integer.parseInt(text), MOST_PROCESSES) : 0;
    }

    private static String text(@Nullable Object given) {
        return given == null ? "" : given.toString().strip();
    }
}
