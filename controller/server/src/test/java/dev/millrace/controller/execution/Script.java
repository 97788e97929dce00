package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.CancelStep;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.History;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Live;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.StepContext;
import dev.millrace.wire.proto.StepFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pipeline in Java with one branch, replayed as the real ones are. */
final class Script {
    private final long run;
    private final Body body;
    private final Consumer<FromEvaluator> out;
    private final List<JournalEntry> tape = new ArrayList<>();
    private final Map<Integer, Outcome> outcomes = new HashMap<>();
    private final Deque<Integer> blocks = new ArrayDeque<>();
    private final Deque<Integer> nodes = new ArrayDeque<>();
    private int at;
    private int lastStep;
    private boolean live;
    private int interrupted = -1;
    /** Steps that had their outcome before the interruption. */
    private Set<Integer> before = Set.of();

    private @Nullable Emitted asking;

    Script(long run, Body body, Consumer<FromEvaluator> out) {
        this.run = run;
        this.body = body;
        this.out = out;
    }

    /** What a pipeline does. */
    interface Body {
        void run(Script script) throws Exception;
    }

    /** A step said no. */
    static final class Failed extends Exception {
        final Result result;
        final StepFailure.Kind kind;

        Failed(String message, Result result, StepFailure.Kind kind) {
            super(message);
            this.kind = kind;
            this.result = result;
        }
    }

    synchronized void history(History part) {
        for (var entry : part.getEntriesList()) {
            if (entry.hasOutcome() || entry.hasSignal()) {
                deliver(entry);
            } else {
                tape.add(entry);
            }
        }
        if (part.getLast()) {
            Thread.startVirtualThread(this::program);
        }
    }

    synchronized void deliver(JournalEntry entry) {
        if (entry.hasOutcome()) {
            outcomes.put(entry.getOutcome().getStep(), entry.getOutcome());
        } else {
            interrupted = entry.getSignal().getStep();
            before = Set.copyOf(outcomes.keySet());
            if (asking != null && live) {
                out.accept(message()
                        .setCancel(CancelStep.newBuilder()
                                .setStep(asking.getEntry().getAsked().getStep())
                                .setReason("interrupted"))
                        .build());
            }
        }
        notifyAll();
    }

    /** Stands still for good where it waits; false where it does not. */
    synchronized boolean rest() {
        return live
                && asking != null
                && !outcomes.containsKey(asking.getEntry().getAsked().getStep());
    }

    private void program() {
        var ended = Ended.newBuilder();
        try {
            body.run(this);
        } catch (Failed e) {
            ended.setResult(e.result)
                    .addProblems(ProblemRecord.newBuilder().setMessage(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            return;
        } catch (Exception e) {
            ended.setResult(Result.FAILURE)
                    .addProblems(ProblemRecord.newBuilder().setMessage(e.toString()));
        }
        synchronized (this) {
            write(JournalEntry.newBuilder().setEnded(ended).build(), null);
        }
    }

    /** Says something that no program says, and stands still. */
    void say(FromEvaluator.Builder message) throws InterruptedException {
        synchronized (this) {
            goLive();
        }
        out.accept((message.getRun() == 0 ? message.setRun(run) : message).build());
        throw new InterruptedException();
    }

    synchronized void echo(String message) {
        note("echo", false, named("message", message));
    }

    /** A noted block. */
    void block(String name, @Nullable NamedValue argument, Body inside) throws Exception {
        int step;
        synchronized (this) {
            step = note(name, true, argument);
            blocks.push(step);
        }
        inside(step, inside);
    }

    void stage(String name, Body inside) throws Exception {
        block("stage", named("name", name), inside);
    }

    void node(Body inside) throws Exception {
        var step = ask("node", true, named("label", "")).getStep();
        synchronized (this) {
            nodes.push(step);
            blocks.push(step);
        }
        try {
            inside(step, inside);
        } finally {
            synchronized (this) {
                nodes.pop();
            }
        }
    }

    /** A block that is asked for. */
    void asked(String name, Body inside, NamedValue... arguments) throws Exception {
        var step = ask(name, true, arguments).getStep();
        synchronized (this) {
            blocks.push(step);
        }
        inside(step, inside);
    }

    private void inside(int step, Body inside) throws Exception {
        var result = Result.SUCCESS;
        try {
            inside.run(this);
        } catch (Failed e) {
            result = e.result;
            throw e;
        } finally {
            synchronized (this) {
                blocks.pop();
                write(
                        JournalEntry.newBuilder()
                                .setClosed(Closed.newBuilder().setStep(step).setResult(result))
                                .build(),
                        null);
            }
        }
    }

    /** Asks for a step and waits. */
    synchronized Outcome ask(String name, boolean block, NamedValue... arguments) throws Exception {
        var step = ++lastStep;
        var entry = JournalEntry.newBuilder()
                .setAsked(Asked.newBuilder()
                        .setStep(step)
                        .setName(name)
                        .setPlace(place())
                        .addAllArguments(List.of(arguments))
                        .setDigest(ByteString.copyFromUtf8(name + List.of(arguments)))
                        .setBlock(block))
                .build();
        var context = StepContext.newBuilder().setNode(nodes.isEmpty() ? 0 : nodes.peek());
        asking = Emitted.newBuilder().setEntry(entry).setContext(context).build();
        write(entry, asking);
        while (!outcomes.containsKey(step)) {
            wait();
        }
        asking = null;
        var outcome = java.util.Objects.requireNonNull(outcomes.get(step));
        if (outcome.hasFailure()) {
            throw new Failed(
                    outcome.getFailure().getMessage(),
                    outcome.getFailure().getResult(),
                    outcome.getFailure().getKind());
        }
        if (interrupted >= 0 && !before.contains(step)) {
            throw new Failed("interrupted", Result.ABORTED, StepFailure.Kind.INTERRUPTED);
        }
        return outcome;
    }

    static NamedValue named(String name, Object value) {
        return NamedValue.newBuilder()
                .setName(name)
                .setValue(Values.toWire(value))
                .build();
    }

    private int note(String name, boolean block, @Nullable NamedValue argument) {
        var noted = Noted.newBuilder()
                .setStep(++lastStep)
                .setName(name)
                .setPlace(place())
                .setBlock(block);
        if (argument != null) {
            noted.addArguments(argument);
        }
        write(JournalEntry.newBuilder().setNoted(noted).build(), null);
        return lastStep;
    }

    private Place place() {
        return Place.newBuilder()
                .setParent(blocks.isEmpty() ? 0 : blocks.peek())
                .build();
    }

    /** Without what the controller added. */
    private static JournalEntry byTheProgram(JournalEntry recorded) {
        var entry = recorded.toBuilder().clearAtMillis();
        if (entry.hasAsked()) {
            entry.getAskedBuilder().clearContext();
        }
        return entry.build();
    }

    private void write(JournalEntry entry, @Nullable Emitted emitted) {
        if (at < tape.size()) {
            var recorded = tape.get(at++);
            if (!byTheProgram(recorded).equals(entry)) {
                out.accept(message()
                        .setDiverged(Diverged.newBuilder()
                                .setExpected(recorded.getBodyCase().toString())
                                .setActual(entry.getBodyCase().toString())
                                .setLine(3))
                        .build());
                throw new IllegalStateException("diverged");
            }
            goLiveAtEdge();
            return;
        }
        if (!live) {
            goLive();
        }
        out.accept(message()
                .setEmitted(
                        emitted == null ? Emitted.newBuilder().setEntry(entry).build() : emitted)
                .build());
    }

    private void goLiveAtEdge() {
        if (at == tape.size() && !live) {
            goLive();
        }
    }

    private void goLive() {
        live = true;
        var pending = Live.newBuilder();
        if (asking != null
                && at > 0
                && !outcomes.containsKey(asking.getEntry().getAsked().getStep())
                && tape.getLast().hasAsked()) {
            pending.addPending(asking);
        }
        out.accept(message().setLive(pending).build());
        if (interrupted >= 0 && asking != null) {
            out.accept(message()
                    .setCancel(CancelStep.newBuilder()
                            .setStep(asking.getEntry().getAsked().getStep()))
                    .build());
        }
    }

    private FromEvaluator.Builder message() {
        return FromEvaluator.newBuilder().setRun(run);
    }
}
