package dev.millrace.controller.rehearsal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a step ends in a dry run. */
sealed interface Answer {
    /** It gives a value; of a block: what its body sees. */
    record Value(@Nullable Object value) implements Answer {}

    /** It says no. {@code refused}: it was called wrongly or is not there. */
    record No(String cause, String message, boolean refused) implements Answer {}

    /** A step that gives nothing. */
    Answer NOTHING = new Value(null);

    /** A block whose body sees what is around it. */
    Answer OPEN = new Value(Map.of("environment", Map.of()));

    static Answer of(@Nullable Object value) {
        return new Value(value);
    }

    /** A block whose body sees more variables. */
    static Answer with(Map<String, String> environment) {
        return new Value(Map.of("environment", environment));
    }
}
