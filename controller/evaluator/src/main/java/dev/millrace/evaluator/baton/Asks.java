package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.StepContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Steps that are asked and whose outcome the program has not seen. Guarded by the run's lock. */
final class Asks {
    private final Outbox out;
    private final Map<Integer, Pending> pending = new TreeMap<>();

    Asks(Outbox out) {
        this.out = out;
    }

    /** The branch asks for a step, and waits for it from now on. */
    Pending ask(int step, Branch branch, JournalEntry entry, StepContext context) {
        var asked = new Pending(
                step,
                branch,
                Emitted.newBuilder().setEntry(entry).setContext(context).build());
        pending.put(step, asked);
        branch.waiting = asked;
        return asked;
    }

    /** The branch that waited for this outcome, and can go on; empty if nobody asked. */
    Optional<Branch> conclude(Outcome outcome) {
        var asked = pending.remove(outcome.getStep());
        if (asked == null) {
            return Optional.empty();
        }
        asked.outcome = outcome;
        return Optional.of(asked.branch);
    }

    /** One of them. */
    Optional<Pending> pending(int step) {
        return Optional.ofNullable(pending.get(step));
    }

    /** All of them, in the order of asking. */
    List<Pending> all() {
        return List.copyOf(pending.values());
    }

    /** The journal is used up: tells which steps have no outcome, in the order of asking, and which of them nobody wants. */
    void live(Book book) {
        var unanswered = pending.values().stream()
                .filter(asked -> asked.outcome == null && !book.answers(asked.step))
                .toList();
        out.live(unanswered.stream().map(asked -> asked.emitted).toList());
        for (var asked : unanswered) {
            if (asked.interruption != null) {
                out.cancel(asked.step, asked.interruption.reason());
            }
        }
    }

    /** Interrupts a branch: its step is not wanted any more; or, where it waits for none, it hears when it next looks. */
    void interrupt(Branch branch, Interruption interruption, Book book) {
        var asked = branch.waiting;
        if (asked == null || asked.outcome != null) {
            branch.interruption = interruption;
        } else if (asked.interruption == null) {
            asked.interruption = interruption;
            if (book.live() && !book.answers(asked.step)) {
                out.cancel(asked.step, interruption.reason());
            }
        }
    }
}
