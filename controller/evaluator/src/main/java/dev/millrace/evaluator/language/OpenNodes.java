package dev.millrace.evaluator.language;

import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.MapValue;
import dev.millrace.wire.proto.Signal;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environments of node blocks, which another attempt of the run changes when it enters them again. For the branch that has the baton. */
final class OpenNodes {
    private final Map<Integer, Map<String, String>> environments = new HashMap<>();

    /** Keeps the map: what surrounds the block's steps reads it, too. */
    void opened(int step, Map<String, String> environment) {
        environments.put(step, environment);
    }

    void left(int step) {
        environments.remove(step);
    }

    /** The block has another job: variables are that one's from here on. */
    void reentered(Signal signal) {
        var environment = environments.get(signal.getStep());
        if (environment != null) {
            var opened = Values.map(
                    MapValue.newBuilder().addAllEntries(signal.getValuesList()).build());
            environment.clear();
            environment.putAll(Constructs.environment(opened));
            name(opened, environment);
        }
    }

    /** Says where the block is, unless the agent did. */
    static void name(Map<String, @Nullable Object> opened, Map<String, String> environment) {
        if (opened.get("workspace") instanceof String workspace) {
            environment.putIfAbsent("WORKSPACE", workspace);
        }
        if (opened.get("node") instanceof String node) {
            environment.putIfAbsent("NODE_NAME", node);
        }
    }
}
