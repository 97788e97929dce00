package dev.millrace.controller.rehearsal;

import dev.millrace.controller.execution.Programs.Call;
import dev.millrace.controller.rehearsal.Rehearsals.Listed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The calls of a program, in their order, each with what is around it. Safe for use by many threads. */
final class Listing {
    private static final Around TOP = new Around(0, "");

    private final CallWords words;
    private final int limit;
    private final Map<Integer, Around> open = new HashMap<>();
    private final Map<Integer, Integer> lines = new HashMap<>();
    private final List<Listed> calls = new ArrayList<>();
    private int letters;

    /** @param limit letters that are kept; calls past it are only counted */
    Listing(CallWords words, int limit) {
        this.words = words;
        this.limit = limit;
    }

    synchronized void add(Call call) {
        var around = open.getOrDefault(call.parent(), TOP);
        lines.merge(call.line(), 1, Integer::sum);
        if (!hidden(call)) {
            list(call, around);
        }
        if (call.block()) {
            var branch = call.name().equals("branch")
                    ? String.valueOf(call.arguments().get("name"))
                    : around.branch();
            open.put(call.step(), new Around(around.depth() + 1, branch));
        }
    }

    /** What the engine says by itself between two tries. */
    private static boolean hidden(Call call) {
        return Boolean.TRUE.equals(call.arguments().get("plain"));
    }

    private void list(Call call, Around around) {
        if (letters >= limit) {
            return;
        }
        var text = words.of(call);
        letters += text.length() + 40;
        calls.add(new Listed(around.depth(), around.branch(), call.name(), text, call.file(), call.line()));
    }

    synchronized void close(int step) {
        open.remove(step);
    }

    /** Where most calls stand. */
    synchronized int busiestLine() {
        return lines.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .map(Map.Entry::getKey)
                .orElse(0);
    }

    synchronized List<Listed> calls() {
        return List.copyOf(calls);
    }

    private record Around(int depth, String branch) {}
}
