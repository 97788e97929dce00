package dev.millrace.controller.execution;

import dev.millrace.controller.execution.Restarts.GapStep;
import dev.millrace.controller.restart.Fork;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.JournalEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/** What lies between the last snapshots of workspaces and the place from which a run is restarted. Step numbers are the earlier attempt's. */
final class Gap {
    private final List<JournalEntry> journal;
    private final Fork fork;
    private final int before;
    private final LiveSteps catalog;
    private final IntUnaryOperator snapshot;
    private final Map<Integer, Integer> parents = new HashMap<>();
    private final Set<Integer> nodes = new HashSet<>();
    private final Map<Integer, Integer> known = new HashMap<>();

    /**
     * @param before the place
     * @param snapshot of a node: the step up to which its last snapshot before the place reaches; 0: there is none
     */
    Gap(List<JournalEntry> journal, Fork fork, int before, LiveSteps catalog, IntUnaryOperator snapshot) {
        this.journal = journal;
        this.fork = fork;
        this.before = before;
        this.catalog = catalog;
        this.snapshot = snapshot;
    }

    /** Steps that changed a workspace which is entered again, and that its snapshot does not have. */
    List<GapStep> steps() {
        var entered = entered();
        var answered = journal.stream()
                .filter(JournalEntry::hasOutcome)
                .map(entry -> entry.getOutcome().getStep())
                .collect(Collectors.toSet());
        var gap = new ArrayList<GapStep>();
        for (var entry : journal) {
            if (entry.hasNoted()) {
                parents.put(
                        entry.getNoted().getStep(), entry.getNoted().getPlace().getParent());
            } else if (entry.hasAsked()) {
                var asked = entry.getAsked();
                parents.put(asked.getStep(), asked.getPlace().getParent());
                if (asked.getName().equals("node")) {
                    nodes.add(asked.getStep());
                }
                var node = node(asked.getPlace().getParent());
                if (entered.contains(node) && answered.contains(asked.getStep()) && missing(asked, node)) {
                    gap.add(new GapStep(
                            asked.getStep(), asked.getName(), asked.getPlace().getLine()));
                }
            }
        }
        return gap;
    }

    private boolean missing(Asked asked, int node) {
        return asked.getStep() < before
                && fork.steps().containsKey(asked.getStep())
                && !WorkspaceUse.READERS.contains(asked.getName())
                && catalog.usesWorkspace(asked.getName())
                && asked.getStep() > known.computeIfAbsent(node, snapshot::applyAsInt);
    }

    /** Node blocks that are open where the journal is cut. */
    private Set<Integer> entered() {
        var earlier = new HashMap<Integer, Integer>();
        fork.steps().forEach((old, next) -> earlier.put(next, old));
        var machine = new RunMachine();
        fork.entries().forEach(machine::apply);
        return machine.blocks().stream()
                .filter(block -> block.name().equals("node"))
                .map(block -> earlier.getOrDefault(block.step(), 0))
                .collect(Collectors.toSet());
    }

    private int node(int step) {
        var at = step;
        while (at != 0 && !nodes.contains(at)) {
            at = parents.getOrDefault(at, 0);
        }
        return at;
    }
}
