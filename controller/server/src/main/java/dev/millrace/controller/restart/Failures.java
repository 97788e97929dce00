package dev.millrace.controller.restart;

import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Result;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a run failed. */
public final class Failures {
    private Failures() {}

    /**
     * The stages and branches that ended badly and hold none inside that did; where the run has none, the last step that failed.
     *
     * @return ids to restart from; empty where nothing failed
     */
    public static Set<Integer> of(List<JournalEntry> journal) {
        var parents = new HashMap<Integer, Integer>();
        var stages = new HashSet<Integer>();
        var failed = new HashSet<Integer>();
        var last = 0;
        for (var entry : journal) {
            if (entry.hasAsked()) {
                parents.put(entry.getAsked().getStep(), entry.getAsked().getPlace().getParent());
            } else if (entry.hasNoted()) {
                var noted = entry.getNoted();
                parents.put(noted.getStep(), noted.getPlace().getParent());
                if (noted.getBlock() && (noted.getName().equals("stage") || noted.getName().equals("branch"))) {
                    stages.add(noted.getStep());
                }
            } else if (entry.hasClosed()
                    && stages.contains(entry.getClosed().getStep())
                    && bad(entry.getClosed().getResult())) {
                failed.add(entry.getClosed().getStep());
            } else if (entry.hasOutcome() && entry.getOutcome().hasFailure()) {
                last = entry.getOutcome().getStep();
            }
        }
        if (failed.isEmpty()) {
            return last == 0 ? Set.of() : Set.of(last);
        }
        var innermost = new HashSet<>(failed);
        failed.forEach(step -> around(step, parents, innermost));
        return innermost;
    }

    private static void around(int step, Map<Integer, Integer> parents, Set<Integer> innermost) {
        for (var at = parents.getOrDefault(step, 0); at != 0; at = parents.getOrDefault(at, 0)) {
            innermost.remove(at);
        }
    }

    private static boolean bad(Result result) {
        return result == Result.FAILURE || result == Result.ABORTED;
    }
}
