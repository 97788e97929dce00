package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import dev.millrace.wire.proto.StepContext;
import dev.millrace.wire.proto.StepFailure;
import dev.millrace.wire.proto.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** The controller's side of one run in memory: keeps the journal, gives each step its outcome in the order of asking. */
public final class FakeController implements Outbox {
    private static final int LIMIT = 64;
    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final List<JournalEntry> journal = new ArrayList<>();
    private final TreeMap<Integer, Emitted> open = new TreeMap<>();
    private final Map<Integer, String> cancelled = new HashMap<>();
    private final Map<Integer, StepContext> contexts = new HashMap<>();
    private final Function<Asked, Outcome.Builder> outcomes;
    private final Map<String, Signal.Kind> signals = new HashMap<>();
    private final Baton baton = new Baton(this, LIMIT);
    private long committed;
    private int mostOpen;
    private boolean over;
    private Diverged diverged = Diverged.getDefaultInstance();

    /** Steps named {@code hang} and {@code sleep} end only when they are cancelled; the others end as the function says. */
    public FakeController(Function<Asked, Outcome.Builder> outcomes) {
        this.outcomes = outcomes;
    }

    public Baton baton() {
        return baton;
    }

    /** Sends this signal for a block when it waits for nothing else; for {@code ""} the whole run. */
    public FakeController signalling(String block, Signal.Kind kind) {
        signals.put(block, kind);
        return this;
    }

    public List<JournalEntry> journal() {
        return List.copyOf(journal);
    }

    public StepContext context(int step) {
        return contexts.getOrDefault(step, StepContext.getDefaultInstance());
    }

    /** How many steps were open at once, at most. */
    public int mostOpen() {
        return mostOpen;
    }

    /** How many blocks interruptions looked at. */
    public long looked() {
        return baton.looked();
    }

    public Diverged diverged() {
        return diverged;
    }

    /** Runs to the end, or to a divergence, from a history. */
    public FakeController run(List<JournalEntry> history, Supplier<Ended> program) {
        journal.addAll(history);
        committed = history.stream()
                .filter(entry -> !entry.hasOutcome() && !entry.hasSignal())
                .count();
        baton.start(history, program);
        try {
            var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(600);
            while (!over) {
                var event = events.poll();
                if (event == null && baton.idle() && events.isEmpty()) {
                    proceed();
                    continue;
                }
                event = event == null ? events.poll(50, TimeUnit.MICROSECONDS) : event;
                if (event != null) {
                    event.run();
                } else if (System.nanoTime() > deadline) {
                    throw new AssertionError("Nothing happened for 10 minutes; journal so far: " + journal);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    private void proceed() {
        var next = open.values().stream()
                .filter(asked -> !hangs(asked.getEntry().getAsked()))
                .findFirst();
        if (next.isPresent()) {
            var asked = next.get().getEntry().getAsked();
            open.remove(asked.getStep());
            deliver(outcomes.apply(asked).setStep(asked.getStep()));
            return;
        }
        var sent = (int) journal.stream().filter(JournalEntry::hasSignal).count();
        var names = signals.keySet().stream().sorted(Comparator.reverseOrder()).toList();
        for (int i = sent; i <= Math.max(sent, names.size() - 1) && !names.isEmpty(); i++) {
            var name = names.get(Math.min(i, names.size() - 1));
            var block = block(name);
            if (block >= 0 && (i < names.size() || name.isEmpty())) {
                add(JournalEntry.newBuilder()
                        .setSignal(Signal.newBuilder()
                                .setKind(signals.getOrDefault(name, Signal.Kind.ABORT))
                                .setStep(block)
                                .setReason("Aborted by a test"))
                        .build());
                return;
            }
        }
        if (!open.isEmpty()) {
            throw new AssertionError("All open steps hang: " + open.keySet());
        }
    }

    private int block(String name) {
        if (name.isEmpty()) {
            return 0;
        }
        return journal.stream()
                .filter(JournalEntry::hasAsked)
                .map(JournalEntry::getAsked)
                .filter(asked -> asked.getName().equals(name))
                .mapToInt(Asked::getStep)
                .findFirst()
                .orElse(-1);
    }

    private boolean hangs(Asked asked) {
        return asked.getName().equals("hang") && !cancelled.containsKey(asked.getStep());
    }

    private void deliver(Outcome.Builder outcome) {
        var reason = cancelled.get(outcome.getStep());
        if (reason != null) {
            outcome.setFailure(StepFailure.newBuilder()
                    .setKind(StepFailure.Kind.INTERRUPTED)
                    .setResult(Result.ABORTED)
                    .setMessage(reason));
        }
        add(JournalEntry.newBuilder().setOutcome(outcome).build());
    }

    private void add(JournalEntry entry) {
        journal.add(entry);
        baton.deliver(entry);
    }

    @Override
    public void emitted(Emitted emitted) {
        events.add(() -> {
            var entry = emitted.getEntry();
            journal.add(entry);
            baton.committed(++committed);
            if (entry.hasAsked()) {
                open.put(entry.getAsked().getStep(), emitted);
                mostOpen = Math.max(mostOpen, open.size());
                contexts.put(entry.getAsked().getStep(), emitted.getContext());
            }
            over |= entry.hasEnded();
        });
    }

    @Override
    public void live(List<Emitted> pending) {
        events.add(() -> {
            for (var emitted : pending) {
                open.put(emitted.getEntry().getAsked().getStep(), emitted);
            }
        });
    }

    @Override
    public void cancel(int step, String reason) {
        events.add(() -> cancelled.put(step, reason));
    }

    @Override
    public void diverged(Diverged difference) {
        events.add(() -> {
            diverged = difference;
            over = true;
        });
    }

    /** An outcome with a value. */
    public static Outcome.Builder value(Value value) {
        return Outcome.newBuilder().setValue(value);
    }
}
