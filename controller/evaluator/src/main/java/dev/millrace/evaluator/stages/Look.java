package dev.millrace.evaluator.stages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was seen when a condition was looked at, for whoever asks later why it did not hold. Not thread-safe. */
final class Look {
    private static final int LONGEST = 200;

    private final String condition;
    private final List<Map<String, Object>> below = new ArrayList<>();
    private String wanted = "";
    private String found = "";

    Look(String condition) {
        this.condition = condition;
    }

    /** What it was compared with. */
    void wanted(@Nullable Object value) {
        wanted = value == null ? "" : clipped(value);
    }

    /** What there was. */
    void found(@Nullable Object value) {
        found = value == null ? "nothing" : clipped(value);
    }

    /** The conditions inside that were looked at. */
    List<Map<String, Object>> below() {
        return below;
    }

    Map<String, Object> ended(boolean held) {
        var fact = new LinkedHashMap<String, Object>();
        fact.put("condition", condition);
        fact.put("held", held);
        if (!wanted.isEmpty()) {
            fact.put("wanted", wanted);
        }
        if (!found.isEmpty()) {
            fact.put("found", found);
        }
        if (!below.isEmpty()) {
            fact.put("below", below);
        }
        return fact;
    }

    private static String clipped(Object value) {
        var text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
