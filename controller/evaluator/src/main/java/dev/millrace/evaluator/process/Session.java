package dev.millrace.evaluator.process;

import dev.millrace.evaluator.baton.Baton;
import dev.millrace.evaluator.baton.Computing;
import dev.millrace.evaluator.baton.Outbox;
import dev.millrace.evaluator.inspect.Looking;
import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.language.Scripts;
import dev.millrace.wire.proto.CancelStep;
import dev.millrace.wire.proto.Content;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.History;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Live;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One run in this process. Called by the reading thread alone, but for {@link Outbox}. */
final class Session implements Outbox {
    private static final Duration CPU_LIMIT = Duration.ofSeconds(60);
    private static final int HEAP_PERCENT = 50;

    private final long run;
    private final Start start;
    private final Pipelines pipelines;
    private final Outgoing outgoing;
    private final Optional<Looking> looking;
    private final Baton baton;
    private final Needs needs;
    private final Duration cpuLimit;
    private List<JournalEntry> history = new ArrayList<>();

    Session(long run, Start start, Pipelines pipelines, Outgoing outgoing, int uncommittedLimit) {
        this.run = run;
        this.start = start;
        this.pipelines = pipelines;
        this.outgoing = outgoing;
        this.cpuLimit = start.hasLimits() ? Duration.ofMillis(start.getLimits().getCpuMillis()) : CPU_LIMIT;
        this.looking = start.hasProbe()
                ? Optional.of(new Looking(
                        start,
                        probed -> outgoing.send(message().setProbed(probed).build())))
                : Optional.empty();
        this.baton = looking.map(Looking::baton).orElseGet(() -> new Baton(this, uncommittedLimit));
        this.needs = new Needs(need -> outgoing.send(message().setNeed(need).build()));
    }

    void history(History part) {
        history.addAll(part.getEntriesList());
        if (part.getLast()) {
            Semantics.refusal(start).ifPresentOrElse(this::refuse, () -> baton.start(history, program()));
            history = List.of();
        }
    }

    private Supplier<Ended> program() {
        return looking.map(only -> only.program(pipelines, needs))
                .orElseGet(() -> pipelines.program(start, baton, needs));
    }

    private void refuse(Ended ended) {
        emitted(Emitted.newBuilder()
                .setEntry(JournalEntry.newBuilder().setEnded(ended))
                .build());
    }

    void deliver(JournalEntry entry) {
        baton.deliver(entry);
    }

    void committed(long entries) {
        baton.committed(entries);
    }

    void content(Content content) {
        needs.take(content);
    }

    void stop() {
        baton.stop();
    }

    /** Stops the program where only a delivery could move it on; false where it goes on. */
    boolean rest() {
        return baton.rest();
    }

    /** Its program computes. */
    boolean computes() {
        return baton.computing().isPresent();
    }

    Optional<Computing> computing() {
        return baton.computing();
    }

    boolean stopped() {
        return baton.stopped();
    }

    /** The longest that its program may compute without asking for anything. */
    Duration cpuLimit() {
        return cpuLimit;
    }

    /** The share of the memory that it may have when that is nearly full. */
    int heapPercent() {
        return start.hasLimits() ? start.getLimits().getHeapPercent() : HEAP_PERCENT;
    }

    /** Ends the run, at the line that its program is at. None of its code runs after that. */
    void condemn(String message, String hint) {
        var at = baton.computing().map(computing -> computing.thread().getStackTrace());
        var spot = Scripts.spot(at.orElseGet(() -> new StackTraceElement[0]));
        baton.condemn(Ended.newBuilder()
                .setResult(Result.FAILURE)
                .setHalted(true)
                .addProblems(ProblemRecord.newBuilder()
                        .setFile(spot.file().isEmpty() ? start.getFile() : spot.file())
                        .setLine(spot.line())
                        .setMessage(message)
                        .setHint(hint))
                .build());
    }

    @Override
    public void emitted(Emitted entry) {
        outgoing.send(message().setEmitted(entry).build());
    }

    @Override
    public void live(List<Emitted> pending) {
        outgoing.send(
                message().setLive(Live.newBuilder().addAllPending(pending)).build());
    }

    @Override
    public void cancel(int step, String reason) {
        outgoing.send(message()
                .setCancel(CancelStep.newBuilder().setStep(step).setReason(reason))
                .build());
    }

    @Override
    public void diverged(Diverged difference) {
        outgoing.send(message().setDiverged(difference).build());
    }

    private FromEvaluator.Builder message() {
        return FromEvaluator.newBuilder().setRun(run);
    }
}
