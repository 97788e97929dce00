package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import dev.millrace.wire.proto.StepContext;
import dev.millrace.wire.proto.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one program: lets one branch at a time run, replays the journal, then runs live.
 *
 * <p>{@link #start}, {@link #deliver}, {@link #committed} and {@link #stop} come from outside, on any thread, and return at once. All other
 * methods are for the program's branches, which alone have the baton. A program that is stopped, or differs from its journal, stands still for
 * good: its threads are never woken, so that none of its code runs after that, and they are collected with this object.
 *
 * <p>What a call costs does not depend on how many branches and blocks there are; an interruption costs as much as what it interrupts.
 */
public final class Baton {
    private final ReentrantLock lock = new ReentrantLock();
    private final Turns turns = new Turns(lock, this::advance);
    private final Book ledger;
    private final Outbox out;
    private final Asks asks;
    private final Blocks blocks = new Blocks();
    private boolean started;
    private int lastStep;
    private int lastBranch;
    private Consumer<Signal> reentered = signal -> {};
    private Supplier<Spot> where = () -> Spot.UNKNOWN;

    /**
     * A program that has not begun.
     *
     * @param uncommittedLimit entries that it may be ahead of what is committed; then it waits
     */
    public Baton(Outbox out, int uncommittedLimit) {
        this(out, (lock, turns, asks) -> new Ledger(lock, out, uncommittedLimit, turns::stopped, asks::live));
    }

    private Baton(Outbox out, Book.Maker book) {
        this.out = out;
        this.asks = new Asks(out);
        this.ledger = book.make(lock, turns, asks);
    }

    /**
     * An edited program beside the journal of the one before: it stands still where it waits for what nobody has done yet. Then {@link #grafted} tells.
     *
     * @param again steps of the journal that are to be done again although nothing differs there
     */
    public static Baton grafting(Outbox out, Set<Integer> again) {
        return new Baton(out, (_, _, asks) -> new Graft(out, asks, again));
    }

    /** A program that is looked at where the journal ends that it begins with: it stands still before it would write more. Then {@link #whereabouts} tells. */
    public static Baton rewinding(Outbox out) {
        return new Baton(out, (_, _, _) -> new Rewind(out));
    }

    /** Begins the program with the journal so far. Once only. */
    public void start(List<JournalEntry> history, Supplier<Ended> program) {
        exclusively(() -> {
            if (started) {
                throw new IllegalStateException("The program has begun already");
            }
            started = true;
            ledger.begin(history);
            var main = new Branch(() -> end(program.get()), turns.turn());
            blocks.begin(main);
            turns.ready(main);
            turns.dispatch();
        });
    }

    private void end(Ended ended) {
        exclusively(() -> {
            write(Entries.ended(ended), null, Spot.UNKNOWN);
            turns.stop();
        });
    }

    /** An outcome or a signal that has been committed. */
    public void deliver(JournalEntry entry) {
        exclusively(() -> {
            ledger.arrived(entry);
            if (started) {
                turns.dispatch();
            }
        });
    }

    /** The first {@code entries} entries from the program are durable. */
    public void committed(long entries) {
        exclusively(() -> ledger.committed(entries));
    }

    /** Stops the program where it stands; nothing more comes from it. */
    public void stop() {
        exclusively(turns::stop);
    }

    /** Stops a program that waits and that only a delivery could move on; false, and nothing is done, where it is not so. */
    public boolean rest() {
        return locked(() -> {
            var rests = started && !turns.stopped() && turns.idle() && ledger.restful();
            if (rests) {
                turns.stop();
            }
            return rests;
        });
    }

    /** The branch that computes right now; empty where none does. */
    public Optional<Computing> computing() {
        return locked(turns::computing);
    }

    /** Nothing more comes from the program. Its branch may compute on until it next looks. */
    public boolean stopped() {
        return locked(turns::stopped);
    }

    /** Ends the program from outside, wherever it stands and whether its journal is used up or not. */
    public void condemn(Ended ended) {
        exclusively(() -> {
            if (started && !turns.stopped()) {
                turns.stop();
                ledger.end(Entries.ended(ended));
            }
        });
    }

    /** For a branch that computes: stands still for good where the program was stopped. */
    public void poll() {
        exclusively(() -> {
            if (turns.stopped()) {
                turns.halt();
            }
        });
    }

    /** No branch has the baton, and none could take it: only a delivery moves the program on. */
    boolean idle() {
        return locked(() -> turns.idle() && ledger.nothingArrived());
    }

    /** Of a program that stands still: where its branches are that have not ended, those of the oldest blocks first. */
    public List<Whereabouts> whereabouts() {
        return locked(blocks::whereabouts);
    }

    /** Of an edited program that stands still: the journal that it begins with, and where its branches differ first. */
    public Grafting grafted() {
        return locked(() -> ledger instanceof Graft graft
                ? new Grafting(graft.entries(), graft.differences())
                : new Grafting(List.of(), List.of()));
    }

    /** How many blocks and steps were looked at so far, for tests of what things cost. */
    long looked() {
        return locked(blocks::looked);
    }

    /** Makes a step's entry and goes on at once; a block is open from here on. Gives the step's id. */
    public int note(Call call) {
        return locked(() -> {
            var branch = turns.mine();
            var step = ++lastStep;
            write(Entries.noted(step, call, branch.number, branch.scope), null, call.spot());
            if (call.block()) {
                blocks.enter(branch, step);
            }
            return step;
        });
    }

    /**
     * Asks for a step and waits for its outcome; a block is open when this returns.
     *
     * @throws StepFailed the outcome is a failure; a block is not open then
     * @throws BranchInterrupted the branch was interrupted; a block is not open then
     */
    public Answer ask(Call call) throws StepFailed, BranchInterrupted {
        lock.lock();
        try {
            var branch = turns.mine();
            interrupted(branch);
            var step = ++lastStep;
            var entry = Entries.asked(step, call, branch);
            var asked = asks.ask(step, branch, entry, call.context());
            write(entry, call.context(), call.spot());
            turns.pause(branch);
            branch.waiting = null;
            return conclude(call, asked, branch);
        } finally {
            lock.unlock();
        }
    }

    private Answer conclude(Call call, Pending asked, Branch branch) throws StepFailed, BranchInterrupted {
        var outcome = asked.outcome;
        if (outcome == null) {
            throw new IllegalStateException("Step " + asked.step + " was woken without an outcome");
        }
        var opened = call.block() && !outcome.hasFailure();
        if (asked.interruption != null) {
            if (opened) {
                var why = asked.interruption;
                var leaving = new Leaving(why.result(), why.reason(), Optional.empty());
                write(Entries.closed(asked.step, leaving), null, call.spot());
            }
            throw new BranchInterrupted(asked.interruption, outcome.getWorsened());
        }
        if (outcome.hasFailure()) {
            throw new StepFailed(outcome.getFailure(), outcome.getWorsened());
        }
        if (opened) {
            blocks.enter(branch, asked.step);
        }
        return new Answer(asked.step, outcome.getValue(), outcome.getWorsened());
    }

    /** Leaves the innermost block of the branch. */
    public void close(int step, Leaving leaving) {
        exclusively(() -> {
            var branch = turns.mine();
            if (branch.scope.step != step || branch.scope.parent == null) {
                throw new IllegalStateException("Block " + step + " is not the innermost one: " + branch.scope.step);
            }
            blocks.leave(branch);
            write(Entries.closed(step, leaving), null, Spot.UNKNOWN);
        });
    }

    /** A value that is not a function of the program: the journal's, or a new one that the journal keeps. */
    public Value handOut(String kind, Supplier<Value> fresh) {
        lock.lock();
        try {
            turns.mine();
            var entry = Entries.handedOut(kind, ledger.live() ? fresh.get() : Value.getDefaultInstance());
            return write(entry, null, Spot.UNKNOWN).getHandedOut().getValue();
        } finally {
            lock.unlock();
        }
    }

    /** Lets the branches go first that could run by now; with an interruption of this one it is thrown. */
    public void giveWay() throws BranchInterrupted {
        lock.lock();
        try {
            var branch = turns.mine();
            turns.giveWay(branch);
            interrupted(branch);
        } finally {
            lock.unlock();
        }
    }

    /** Throws where the branch was interrupted since it last looked. A branch of a group looks before it does anything. */
    public void look() throws BranchInterrupted {
        lock.lock();
        try {
            interrupted(turns.mine());
        } finally {
            lock.unlock();
        }
    }

    private static void interrupted(Branch branch) throws BranchInterrupted {
        var interruption = branch.interruption;
        if (interruption != null) {
            branch.interruption = null;
            throw new BranchInterrupted(interruption, Result.SUCCESS);
        }
    }

    /** Interrupts all branches in a block but the one that calls. */
    public void interruptOthers(Interruption interruption) {
        exclusively(() -> interrupt(interruption, turns.mine()));
    }

    /** A group of branches below the innermost block. With {@code failFast} the first one that fails interrupts the others. */
    public Group group(boolean failFast) {
        return locked(() -> new Group(this, turns.mine(), failFast));
    }

    /** Makes a branch of a group. */
    void branch(Scope outer, Fork fork, Spot spot, Group group) {
        turns.mine();
        var number = ++lastBranch;
        var step = ++lastStep;
        write(Entries.branch(step, fork.name(), number, outer, spot), null, spot);
        var branch = new Branch(number, step, outer, () -> live(fork, group), turns.turn());
        blocks.begin(branch);
        turns.ready(branch);
    }

    private void live(Fork fork, Group group) {
        var leaving = fork.body().get();
        exclusively(() -> {
            var branch = turns.mine();
            var step = branch.scope.step;
            blocks.leave(branch);
            write(Entries.closed(step, leaving), null, Spot.UNKNOWN);
            fork.left().accept(leaving);
            group.left(fork.name(), leaving);
        });
    }

    void join(Branch parent) {
        parent.joining = true;
        turns.pause(parent);
    }

    void joined(Branch parent) {
        parent.joining = false;
        turns.ready(parent);
    }

    /** Compares an entry with the journal, or sends it. Gives the entry that counts. */
    private JournalEntry write(JournalEntry entry, @Nullable StepContext context, Spot spot) {
        var counts = entry;
        try {
            if (!turns.stopped()) {
                counts = ledger.write(turns.mine().number, entry, context, spot);
            }
        } catch (Divergence e) {
            diverge(e.at(entry, where.get()));
        } catch (UsedUp e) {
            usedUp();
        }
        if (turns.stopped()) {
            turns.halt();
        }
        return counts;
    }

    private void diverge(Divergence divergence) {
        turns.stop();
        out.diverged(divergence.difference());
    }

    private void usedUp() {
        turns.stop();
        out.usedUp();
    }

    /** Who knows in what line the calling branch stands. Once, before the program begins. */
    public void onLost(Supplier<Spot> locator) {
        where = locator;
    }

    /** What branches note is only compared with the journal: the line is not looked at, and need not be given. */
    public boolean compares() {
        return locked(ledger::compares);
    }

    /** Who hears that a node block has another job now: with the run's lock held, between turns. Once, before the program begins. */
    public void onReentered(Consumer<Signal> listener) {
        reentered = listener;
    }

    /** Takes one delivery; false if there is none. */
    private boolean advance() {
        try {
            var next = ledger.next();
            if (next.isPresent()) {
                take(next.get());
            }
            return next.isPresent();
        } catch (Divergence e) {
            diverge(e);
            return false;
        } catch (UsedUp e) {
            usedUp();
            return false;
        }
    }

    private void take(JournalEntry delivery) {
        if (delivery.hasOutcome()) {
            var step = delivery.getOutcome().getStep();
            asks.conclude(delivery.getOutcome()).ifPresentOrElse(turns::ready, () -> unasked(step));
        } else if (delivery.hasSignal() && delivery.getSignal().getKind() == Signal.Kind.REENTERED) {
            reentered.accept(delivery.getSignal());
        } else if (delivery.hasSignal()) {
            var interruption = Interruption.of(delivery.getSignal());
            interrupt(interruption, null);
        }
    }

    /** Outcomes of steps that were never asked come from a journal of another program, or from nowhere. */
    private void unasked(int step) {
        if (!ledger.live()) {
            diverge(ledger.unasked(step));
        }
    }

    private void interrupt(Interruption interruption, @Nullable Branch except) {
        blocks.find(interruption.block()).ifPresent(block -> interrupt(block, interruption, except));
    }

    /** Interrupts the branches inside a block. One that waits for its own branches goes on when they have ended. */
    void interrupt(Scope block, Interruption interruption, @Nullable Branch except) {
        blocks.inside(block, branch -> {
            if (branch != except && !branch.joining) {
                asks.interrupt(branch, interruption, ledger);
            }
        });
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void exclusively(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
