package dev.millrace.evaluator.language;

import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.NamedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Facts about the innermost open block of a branch, which its last entry carries. Few and short: they are for people. Not thread-safe. */
final class Told {
    private static final int MOST = 50;

    private List<NamedValue> facts = List.of();

    /** A block begins; gives what was told of the one around it. */
    List<NamedValue> begin() {
        var outer = facts;
        facts = List.of();
        return outer;
    }

    /** The block ends; gives what was told of it. */
    List<NamedValue> end(List<NamedValue> outer) {
        var inner = facts;
        facts = outer;
        return inner;
    }

    /** @param fact of texts, truths and lists of such facts */
    void add(String name, Map<String, Object> fact) {
        if (facts.isEmpty()) {
            facts = new ArrayList<>();
        }
        if (facts.size() < MOST) {
            facts.add(Values.named(name, Values.of(name, fact)));
        }
    }
}
