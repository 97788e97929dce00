package dev.millrace.controller.link;

import dev.millrace.controller.lease.LeaseKey;
import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.LeaseAccepted;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Limits on what agents say, where the frame's limit is not enough. */
final class MessageRules {
    private static final int MAX_LEASES = 2_000;
    private static final int MAX_OPERATIONS = 20_000;
    private static final int MAX_PATH = 4_096;
    private static final int MAX_ENVIRONMENT = 256 << 10;
    private static final int MAX_NOTICES = 20;
    private static final int MAX_LINE = 1_000;

    private MessageRules() {}

    /** The leases that an agent has, with their operations. */
    static Map<LeaseKey, Set<Refs.Name>> held(Hello hello) {
        require(hello.getHeldCount() <= MAX_LEASES, "leases held", hello.getHeldCount());
        var held = new HashMap<LeaseKey, Set<Refs.Name>>();
        int operations = 0;
        for (var lease : hello.getHeldList()) {
            var key = Refs.lease(lease.getLease());
            var names = held.computeIfAbsent(key, _ -> new HashSet<>());
            for (var operation : lease.getOperationsList()) {
                var name = Refs.operation(operation.getOperation());
                if (!name.lease().equals(key)) {
                    throw new ProtocolViolation("operation %s is not of lease %s".formatted(name, key));
                }
                names.add(name);
                operations++;
            }
        }
        require(operations <= MAX_OPERATIONS, "operations held", operations);
        return held;
    }

    static void check(Heartbeat heartbeat) {
        require(heartbeat.getHeldCount() <= MAX_LEASES, "leases held", heartbeat.getHeldCount());
    }

    static void check(LeaseAccepted accepted) {
        var path = accepted.getWorkspace();
        require(
                !path.isEmpty() && path.length() <= MAX_PATH && path.indexOf(0) < 0,
                "characters of workspace path",
                path.length());
        int size = 0;
        for (var variable : accepted.getEnvironmentMap().entrySet()) {
            size += variable.getKey().length() + variable.getValue().length();
        }
        require(size <= MAX_ENVIRONMENT, "characters of environment", size);
        require(
                accepted.getSandbox().length() <= MAX_LINE,
                "characters of sandbox",
                accepted.getSandbox().length());
        require(accepted.getNoticesCount() <= MAX_NOTICES, "notices", accepted.getNoticesCount());
        accepted.getNoticesList()
                .forEach(notice -> require(notice.length() <= MAX_LINE, "characters of notice", notice.length()));
    }

    /** Words of an agent that people will read: one short line. */
    static String line(String said) {
        var line = said.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line;
    }

    private static void require(boolean holds, String what, int found) {
        if (!holds) {
            throw new ProtocolViolation("%d %s".formatted(found, what));
        }
    }
}
