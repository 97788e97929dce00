package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Grafted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Signal;
import dev.millrace.wire.proto.StepContext;
import dev.millrace.wire.proto.StepFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The book of an edited program, beside the journal of the one before the edit. Each branch is compared by itself: while it writes what its branch of
 * the journal wrote it is told what that one was told; from its first difference on it is told nothing more. So every branch comes as far as it can,
 * and what was written is the journal that the edited program begins with, in the order in which it will write it again. Guarded by the run's lock.
 */
final class Graft implements ProbeBook {
    private final Outbox out;
    private final Asks asks;
    private final Set<Integer> again;
    private final Map<Integer, Line> lines = new HashMap<>();
    /** Steps of the journal that this program has too: their numbers there to those here, and back. */
    private final Map<Integer, Integer> here = new HashMap<>();

    private final Map<Integer, Integer> there = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Set<Integer> closed = new HashSet<>();
    private final List<Grafted> entries = new ArrayList<>();
    private final List<Diverged> differences = new ArrayList<>();
    private Past past = new Past(List.of());
    private boolean begun;

    /** @param again steps of the journal that are not answered although they are the same */
    Graft(Outbox out, Asks asks, Set<Integer> again) {
        this.out = out;
        this.asks = asks;
        this.again = Set.copyOf(again);
    }

    /** The journal of the edited program. */
    List<Grafted> entries() {
        return entries;
    }

    /** Where branches differ first. */
    List<Diverged> differences() {
        return differences;
    }

    @Override
    public void begin(List<JournalEntry> history) {
        past = new Past(history);
        lines.put(0, new Line(past.lineOf(0), Line.State.SAME));
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean answers(int step) {
        return false;
    }

    @Override
    public JournalEntry write(int branch, JournalEntry entry, @Nullable StepContext context, Spot spot) throws UsedUp {
        var line = line(branch);
        if (entry.hasNoted() && Past.beginsBranch(entry.getNoted())) {
            begin(line, entry, spot);
            return entry;
        }
        var expected = line.left.peek();
        if (line.state != Line.State.OTHER) {
            if (expected != null && same(past.entry(expected), entry)) {
                line.left.remove();
                if (entry.hasEnded()) {
                    throw new UsedUp();
                }
                keep(expected, entry, line);
                return entry.hasHandedOut() ? past.entry(expected) : entry;
            }
            differ(line, expected, entry, spot);
        }
        if (entry.hasEnded()) {
            throw new UsedUp();
        }
        make(entry);
        return entry;
    }

    private Line line(int branch) {
        var line = lines.get(branch);
        if (line == null) {
            throw new IllegalStateException("Branch " + branch + " has not begun");
        }
        return line;
    }

    /** A branch follows the one of its name in the same block; it begins as the one that makes it is. */
    private void begin(Line maker, JournalEntry entry, Spot spot) {
        var noted = entry.getNoted();
        var place = noted.getPlace();
        var known = Optional.ofNullable(there.get(place.getParent()))
                .flatMap(block -> past.takeBranch(block, noted.getDigest()));
        if (known.isPresent()) {
            var before = past.entry(known.get()).getNoted();
            var line = new Line(past.lineOf(before.getPlace().getBranch()), maker.state);
            lines.put(place.getBranch(), line);
            keep(known.get(), entry, line);
            return;
        }
        if (maker.state != Line.State.OTHER) {
            var instead = Optional.ofNullable(there.get(place.getParent())).flatMap(past::untaken);
            report(instead.orElse(null), entry, spot);
        }
        begun = true;
        lines.put(place.getBranch(), new Line(new ArrayDeque<>(), Line.State.OTHER));
        make(entry);
    }

    private void keep(int index, JournalEntry entry, Line line) {
        var kept = Grafted.newBuilder().setKept(index + 1);
        var before = past.entry(index);
        if (entry.hasAsked()) {
            var asked = entry.getAsked();
            pair(before.getAsked().getStep(), asked.getStep(), line);
            kept.setStep(asked.getStep()).setPlace(asked.getPlace());
        } else if (entry.hasNoted()) {
            var noted = entry.getNoted();
            pair(before.getNoted().getStep(), noted.getStep(), line);
            kept.setStep(noted.getStep()).setPlace(noted.getPlace());
        } else if (entry.hasClosed()) {
            closed.add(entry.getClosed().getStep());
        }
        entries.add(kept.build());
    }

    private void pair(int before, int now, Line line) {
        here.put(before, now);
        there.put(now, before);
        names.put(now, past.name(before));
        if (again.contains(before)) {
            line.state = Line.State.AGAIN;
            begun = true;
        }
    }

    private void make(JournalEntry entry) {
        if (entry.hasAsked()) {
            name(entry.getAsked().getStep(), entry);
        } else if (entry.hasNoted()) {
            name(entry.getNoted().getStep(), entry);
        }
        entries.add(Grafted.newBuilder().setMade(entry).build());
    }

    private void name(int step, JournalEntry entry) {
        names.put(
                step,
                entry.hasAsked()
                        ? Words.step(
                                entry.getAsked().getName(), entry.getAsked().getArgumentsList())
                        : Words.step(
                                entry.getNoted().getName(), entry.getNoted().getArgumentsList()));
    }

    private void differ(Line line, @Nullable Integer expected, JournalEntry entry, Spot spot) {
        var instead = expected;
        if (entry.hasClosed()) {
            // a branch of the block is missing, or else the block ends otherwise
            instead = Optional.ofNullable(there.get(entry.getClosed().getStep()))
                    .flatMap(past::untaken)
                    .orElse(expected);
        }
        report(instead, entry, spot);
        begun = true;
        line.state = Line.State.OTHER;
    }

    private void report(@Nullable Integer expected, JournalEntry entry, Spot spot) {
        differences.add(Diverged.newBuilder()
                .setPosition(expected == null ? 0 : expected + 1)
                .setExpected(expected == null ? "nothing more" : words(past.entry(expected), past::name))
                .setActual(words(entry, step -> names.getOrDefault(step, "block " + step)))
                .setFile(spot.file())
                .setLine(spot.line())
                .build());
    }

    private static String words(JournalEntry entry, IntFunction<String> names) {
        return entry.hasClosed()
                ? "the end of " + names.apply(entry.getClosed().getStep()) + " with "
                        + Words.result(entry.getClosed().getResult())
                : Words.of(entry);
    }

    private boolean same(JournalEntry before, JournalEntry now) {
        return before.getBodyCase() == now.getBodyCase()
                && switch (before.getBodyCase()) {
                    case ASKED -> {
                        var was = before.getAsked();
                        var is = now.getAsked();
                        yield was.getName().equals(is.getName())
                                && was.getDigest().equals(is.getDigest())
                                && was.getBlock() == is.getBlock()
                                && sameBlock(was.getPlace(), is.getPlace());
                    }
                    case NOTED -> sameNoted(before.getNoted(), now.getNoted());
                    case CLOSED -> {
                        var was = before.getClosed();
                        var is = now.getClosed();
                        yield Integer.valueOf(is.getStep()).equals(here.get(was.getStep()))
                                && was.getResult() == is.getResult()
                                && past.untaken(was.getStep()).isEmpty();
                    }
                    case HANDED_OUT ->
                        before.getHandedOut()
                                .getKind()
                                .equals(now.getHandedOut().getKind());
                    case ENDED ->
                        before.getEnded().getResult() == now.getEnded().getResult();
                    case OUTCOME, SIGNAL, BEGAN, RESTED, BODY_NOT_SET -> false;
                };
    }

    private boolean sameNoted(Noted was, Noted is) {
        return was.getName().equals(is.getName())
                && was.getDigest().equals(is.getDigest())
                && was.getBlock() == is.getBlock()
                && sameBlock(was.getPlace(), is.getPlace());
    }

    private boolean sameBlock(Place was, Place is) {
        return was.getParent() == 0
                ? is.getParent() == 0
                : Integer.valueOf(is.getParent()).equals(here.get(was.getParent()));
    }

    @Override
    public Optional<JournalEntry> next() throws UsedUp {
        for (var index = past.nextDelivery(); index.isPresent(); index = past.nextDelivery()) {
            var entry = past.entry(index.get());
            var told = entry.hasOutcome() ? outcome(entry) : signal(entry);
            if (told.isPresent()) {
                entries.add(Grafted.newBuilder().setKept(index.get() + 1).build());
                return told;
            }
        }
        throw new UsedUp();
    }

    private Optional<JournalEntry> outcome(JournalEntry entry) {
        var outcome = entry.getOutcome();
        var step = here.get(outcome.getStep());
        var waiting = step == null ? Optional.<Pending>empty() : asks.pending(step);
        if (step == null || waiting.isEmpty()) {
            return Optional.empty();
        }
        var line = line(waiting.get().branch.number);
        if (line.state != Line.State.SAME) {
            return Optional.empty();
        }
        var stopped = outcome.hasFailure() && outcome.getFailure().getKind() == StepFailure.Kind.INTERRUPTED;
        if (begun && stopped && waiting.get().interruption == null) {
            // what stopped it may not come again
            line.state = Line.State.AGAIN;
            return Optional.empty();
        }
        return Optional.of(
                entry.toBuilder().setOutcome(outcome.toBuilder().setStep(step)).build());
    }

    /** What stopped the run, or ran out of time, after a difference is not to stop the edited program. */
    private Optional<JournalEntry> signal(JournalEntry entry) {
        var signal = entry.getSignal();
        if (signal.getStep() == 0) {
            return begun ? Optional.empty() : Optional.of(entry);
        }
        var step = here.get(signal.getStep());
        if (step == null || closed.contains(step) || (begun && signal.getKind() != Signal.Kind.REENTERED)) {
            return Optional.empty();
        }
        return Optional.of(
                entry.toBuilder().setSignal(signal.toBuilder().setStep(step)).build());
    }

    @Override
    public void end(JournalEntry entry) {
        out.emitted(Emitted.newBuilder().setEntry(entry).build());
    }

    @Override
    public Divergence unasked(int step) {
        throw new IllegalStateException("Step " + step + " was answered and not asked");
    }
}
