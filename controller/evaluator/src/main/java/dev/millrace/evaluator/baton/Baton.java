package dev.millrace.evaluator.baton;

import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import dev.millrace.wire.proto.StepContext;
import dev.millrace.wire.proto.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs one program: lets one branch at a time run, replays the journal, then runs live.
 *
 * <p>{@link #start}, {@link #deliver}, {@link #committed} and {@link #stop} come from outside, on any thread, and return at once. All other
 * methods are for the program's branches, which alone have the baton. A program that is stopped, or differs from its journal, stands still for
 * good: its threads are never woken, so that none of its code runs after that, and they are collected with this object.
 */
public final class Baton {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition never = lock.newCondition();
    private final Outbox out;
    private final int uncommittedLimit;
    private final Map<Integer, Pending> pending = new TreeMap<>();
    private final Deque<Branch> ready = new ArrayDeque<>();
    private final Set<Branch> branches = new LinkedHashSet<>();
    private final Deque<JournalEntry> inbox = new ArrayDeque<>();
    private Tape tape = new Tape(List.of());
    private @Nullable Branch holder;
    private boolean started;
    private boolean live;
    private boolean stopped;
    private int lastStep;
    private int lastBranch;
    private long written;
    private long committed;

    /**
     * A program that has not begun.
     *
     * @param uncommittedLimit entries that it may be ahead of what is committed; then it waits
     */
    public Baton(Outbox out, int uncommittedLimit) {
        if (uncommittedLimit < 1) {
            throw new IllegalArgumentException("At least one entry must fit: " + uncommittedLimit);
        }
        this.out = out;
        this.uncommittedLimit = uncommittedLimit;
    }

    /** Begins the program with the journal so far. Once only. */
    public void start(List<JournalEntry> history, Supplier<Ended> program) {
        lock.lock();
        try {
            if (started) {
                throw new IllegalStateException("The program has begun already");
            }
            started = true;
            tape = new Tape(history);
            written = tape.length();
            committed = written;
            if (tape.atEdge()) {
                goLive();
            }
            var main = new Branch(0, Scope.TOP, lock.newCondition());
            launch(main, () -> {
                var ended = program.get();
                lock.lock();
                try {
                    write(Entries.ended(ended), null, Spot.UNKNOWN);
                    stopped = true;
                } finally {
                    lock.unlock();
                }
            });
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    /** An outcome or a signal that has been committed. */
    public void deliver(JournalEntry entry) {
        lock.lock();
        try {
            inbox.add(entry);
            if (started && holder == null) {
                dispatch();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The first {@code entries} entries from the program are durable. */
    public void committed(long entries) {
        lock.lock();
        try {
            committed = Math.max(committed, entries);
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Stops the program where it stands; nothing more comes from it. */
    public void stop() {
        lock.lock();
        try {
            stopped = true;
        } finally {
            lock.unlock();
        }
    }

    /** No branch has the baton, and none could take it: only a delivery moves the program on. */
    boolean idle() {
        lock.lock();
        try {
            return holder == null && ready.isEmpty() && inbox.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Makes a step's entry and goes on at once; a block is open from here on. Gives the step's id. */
    public int note(Call call) {
        lock.lock();
        try {
            var branch = mine();
            var step = ++lastStep;
            write(Entries.noted(step, call, branch.number, branch.scope), null, call.spot());
            if (call.block()) {
                branch.scope = new Scope(step, branch.scope);
            }
            return step;
        } finally {
            lock.unlock();
        }
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
            var branch = mine();
            if (branch.interruption != null) {
                var interruption = branch.interruption;
                branch.interruption = null;
                throw new BranchInterrupted(interruption, Result.SUCCESS);
            }
            var step = ++lastStep;
            var entry = Entries.asked(step, call, branch);
            var asked = new Pending(
                    step,
                    branch,
                    Emitted.newBuilder()
                            .setEntry(entry)
                            .setContext(call.context())
                            .build());
            pending.put(step, asked);
            write(entry, call.context(), call.spot());
            branch.waiting = asked;
            pause(branch);
            branch.waiting = null;
            return conclude(call, asked, branch);
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the innermost block of the branch. */
    public void close(int step, Leaving leaving) {
        lock.lock();
        try {
            var branch = mine();
            if (branch.scope.step() != step || branch.scope.parent() == null) {
                throw new IllegalStateException("Block " + step + " is not the innermost one: " + branch.scope.step());
            }
            branch.scope = branch.scope.parent();
            write(Entries.closed(step, leaving), null, Spot.UNKNOWN);
        } finally {
            lock.unlock();
        }
    }

    /** A value that is not a function of the program: the journal's, or a new one that the journal keeps. */
    public Value handOut(String kind, Supplier<Value> fresh) {
        lock.lock();
        try {
            mine();
            var entry = Entries.handedOut(kind, live ? fresh.get() : Value.getDefaultInstance());
            return write(entry, null, Spot.UNKNOWN).getHandedOut().getValue();
        } finally {
            lock.unlock();
        }
    }

    /** Runs branches and waits for all of them. With {@code failFast} the first one that fails interrupts the others. */
    public List<Leaving> fork(List<Fork> forks, boolean failFast, Spot spot) {
        lock.lock();
        try {
            var parent = mine();
            var leavings = new Leaving[forks.size()];
            var children = new ArrayList<Branch>();
            for (var fork : forks) {
                var number = ++lastBranch;
                var step = ++lastStep;
                write(Entries.noted(step, branchCall(fork, spot), number, parent.scope), null, spot);
                children.add(new Branch(number, new Scope(step, parent.scope), lock.newCondition()));
            }
            parent.children = children.size();
            for (int i = 0; i < forks.size(); i++) {
                var index = i;
                var child = children.get(i);
                var body = forks.get(i).body();
                launch(child, () -> {
                    var leaving = body.get();
                    leavings[index] = leaving;
                    lock.lock();
                    try {
                        leave(parent, child, leaving, failFast, forks.get(index).name(), children);
                    } finally {
                        lock.unlock();
                    }
                });
            }
            if (parent.children > 0) {
                pause(parent);
            }
            return Arrays.asList(leavings);
        } finally {
            lock.unlock();
        }
    }

    private static Call branchCall(Fork fork, Spot spot) {
        var name = NamedValue.newBuilder()
                .setName("name")
                .setValue(Value.newBuilder().setText(fork.name()))
                .build();
        return new Call("branch", List.of(name), true, spot, StepContext.getDefaultInstance());
    }

    private void leave(
            Branch parent, Branch child, Leaving leaving, boolean failFast, String name, List<Branch> siblings) {
        write(Entries.closed(child.scope.step(), leaving), null, Spot.UNKNOWN);
        branches.remove(child);
        if (failFast && leaving.failure().isPresent()) {
            for (var sibling : siblings) {
                if (branches.contains(sibling)) {
                    var block = sibling.root;
                    interrupt(new Interruption(
                            Interruption.Cause.FAIL_FAST, block, Result.ABORTED, "Failed in branch " + name));
                }
            }
        }
        if (--parent.children == 0) {
            ready.add(parent);
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
                write(
                        Entries.closed(
                                asked.step,
                                new Leaving(
                                        asked.interruption.result(), asked.interruption.reason(), Optional.empty())),
                        null,
                        call.spot());
            }
            throw new BranchInterrupted(asked.interruption, outcome.getWorsened());
        }
        if (outcome.hasFailure()) {
            throw new StepFailed(outcome.getFailure(), outcome.getWorsened());
        }
        if (opened) {
            branch.scope = new Scope(asked.step, branch.scope);
        }
        return new Answer(asked.step, outcome.getValue(), outcome.getWorsened());
    }

    private Branch mine() {
        var branch = holder;
        if (branch == null || branch.thread != Thread.currentThread()) {
            throw new IllegalStateException("Only the branch that has the baton may use it");
        }
        if (stopped) {
            halt();
        }
        return branch;
    }

    /** Compares an entry with the journal, or sends it. Gives the entry that counts. */
    private JournalEntry write(JournalEntry entry, @Nullable StepContext context, Spot spot) {
        if (stopped) {
            halt();
        }
        if (!live) {
            try {
                var recorded = tape.compare(entry, spot);
                if (tape.atEdge()) {
                    goLive();
                }
                return recorded;
            } catch (Divergence e) {
                diverge(e);
                return halt();
            }
        }
        var emitted = Emitted.newBuilder().setEntry(entry);
        out.emitted((context == null ? emitted : emitted.setContext(context)).build());
        written++;
        while (written - committed > uncommittedLimit && !stopped) {
            room.awaitUninterruptibly();
        }
        return stopped ? halt() : entry;
    }

    private void goLive() {
        live = true;
        var open = pending.values().stream()
                .filter(asked -> asked.outcome == null && !tape.answers(asked.step))
                .toList();
        out.live(open.stream().map(asked -> asked.emitted).toList());
        for (var asked : open) {
            if (asked.interruption != null) {
                out.cancel(asked.step, asked.interruption.reason());
            }
        }
    }

    private void diverge(Divergence divergence) {
        stopped = true;
        out.diverged(divergence.difference());
    }

    /** Stands still for good. */
    private JournalEntry halt() {
        while (true) {
            never.awaitUninterruptibly();
        }
    }

    private void launch(Branch branch, Runnable body) {
        branches.add(branch);
        ready.add(branch);
        branch.thread = Thread.ofVirtual().name("branch-" + branch.number).start(() -> {
            lock.lock();
            try {
                awaitTurn(branch);
            } finally {
                lock.unlock();
            }
            body.run();
            lock.lock();
            try {
                holder = null;
                dispatch();
            } finally {
                lock.unlock();
            }
        });
    }

    /** Gives the baton away until the branch is woken. */
    private void pause(Branch branch) {
        holder = null;
        dispatch();
        awaitTurn(branch);
    }

    private void awaitTurn(Branch branch) {
        while (holder != branch || stopped) {
            branch.turn.awaitUninterruptibly();
        }
    }

    /** Hands the baton to the next branch that can run, taking deliveries only when there is none. Nobody has it now. */
    private void dispatch() {
        while (!stopped && ready.isEmpty() && advance()) {}
        if (!stopped && !ready.isEmpty()) {
            holder = ready.remove();
            holder.turn.signal();
        }
    }

    /** Takes one delivery; false if there is none. */
    private boolean advance() {
        var next = tape.nextDelivery();
        if (next.isPresent()) {
            take(next.get());
            return true;
        }
        if (!live) {
            diverge(tape.waits("nothing: it waits"));
            return false;
        }
        var delivered = inbox.poll();
        if (delivered == null) {
            return false;
        }
        take(delivered);
        return true;
    }

    private void take(JournalEntry delivery) {
        if (delivery.hasOutcome()) {
            conclude(delivery.getOutcome());
        } else if (delivery.hasSignal()) {
            interrupt(interruption(delivery.getSignal()));
        }
    }

    private void conclude(Outcome outcome) {
        var asked = pending.remove(outcome.getStep());
        if (asked != null) {
            asked.outcome = outcome;
            ready.add(asked.branch);
        } else if (!live) {
            diverge(tape.waits("no step " + outcome.getStep() + ", whose outcome the journal holds"));
        }
    }

    private static Interruption interruption(Signal signal) {
        return switch (signal.getKind()) {
            case TIMEOUT ->
                new Interruption(
                        Interruption.Cause.TIMEOUT, signal.getStep(), Result.ABORTED, "Timeout has been exceeded");
            case CANCEL ->
                new Interruption(Interruption.Cause.CANCEL, signal.getStep(), Result.ABORTED, signal.getReason());
            case ABORT, UNRECOGNIZED ->
                new Interruption(Interruption.Cause.ABORT, 0, Result.ABORTED, signal.getReason());
        };
    }

    /** Interrupts the branches inside a block. A branch that waits for its own branches goes on when they have ended. */
    private void interrupt(Interruption interruption) {
        for (var branch : branches) {
            if (!branch.scope.within(interruption.block())) {
                continue;
            }
            var asked = branch.waiting;
            if (asked != null && asked.outcome == null) {
                if (asked.interruption == null) {
                    asked.interruption = interruption;
                    if (live && !tape.answers(asked.step)) {
                        out.cancel(asked.step, interruption.reason());
                    }
                }
            } else if (branch.children == 0) {
                branch.interruption = interruption;
            }
        }
    }
}
