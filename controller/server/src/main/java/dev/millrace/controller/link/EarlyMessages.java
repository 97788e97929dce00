package dev.millrace.controller.link;

import dev.millrace.wire.proto.FromAgent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an agent says of operations that nobody has asked for yet: after a start of the controller its runs take a moment to come to where they
 * were, while agents go on. Bounded: what does not fit is dropped, and its operation noted as incomplete. For one thread at a time.
 */
final class EarlyMessages {
    private static final int LIMIT_BYTES = 4 << 20;

    private final Map<Refs.Name, List<FromAgent>> messages = new HashMap<>();
    private final Set<Refs.Name> incomplete = new HashSet<>();
    private int bytes;

    void add(Refs.Name operation, FromAgent message) {
        int size = message.getSerializedSize();
        if (bytes + size > LIMIT_BYTES) {
            incomplete.add(operation);
        }
        if (!incomplete.contains(operation)) {
            bytes += size;
            messages.computeIfAbsent(operation, _ -> new ArrayList<>()).add(message);
        }
    }

    /** Something was dropped: only a new session brings it again. */
    boolean isIncomplete(Refs.Name operation) {
        return incomplete.contains(operation);
    }

    /** In the order in which they came. */
    List<FromAgent> take(Refs.Name operation) {
        var taken = messages.remove(operation);
        if (taken == null) {
            return List.of();
        }
        taken.forEach(message -> bytes -= message.getSerializedSize());
        return taken;
    }
}
