package dev.millrace.controller.execution;

import dev.millrace.api.step.StepException;
import dev.millrace.controller.link.LeaseGone;
import dev.millrace.wire.proto.Outcome;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A step that runs on a virtual thread: those of plugins, and checkout. */
final class BodyStep implements LiveStep {
    private static final Logger LOG = LoggerFactory.getLogger(BodyStep.class);

    /** Bytes of a value that the journal and the program take. */
    private static final int LARGEST_VALUE = 8 << 20;

    private final StepSite site;
    private final StepBody body;
    private final LiveCall call;
    private @Nullable Thread thread;
    private @Nullable String cancelled;
    private boolean done;

    BodyStep(StepSite site, StepBody body, LiveCall call) {
        this.site = site;
        this.body = body;
        this.call = call;
    }

    @Override
    public synchronized void begin() {
        thread = Thread.ofVirtual()
                .name("run-%s-step-%d".formatted(site.run().id(), site.step()))
                .start(() -> {
                    var outcome = outcome();
                    synchronized (this) {
                        done = true;
                    }
                    site.conclude().accept(outcome);
                });
        if (cancelled != null) {
            thread.interrupt();
        }
    }

    @Override
    public synchronized void cancel(String reason) {
        cancelled = cancelled == null ? reason : cancelled;
        if (thread != null && !done) {
            thread.interrupt();
        }
    }

    private synchronized String reason() {
        return cancelled == null ? "interrupted" : cancelled;
    }

    private Outcome outcome() {
        var step = site.step();
        try {
            var outcome = Outcomes.value(step, body.run(call)).toBuilder()
                    .setWorsened(call.worsened())
                    .setWorsenedWhy(call.worsenedWhy())
                    .build();
            return outcome.getSerializedSize() <= LARGEST_VALUE
                    ? outcome
                    : Outcomes.failed(
                            step,
                            "too-large",
                            "%s gave %d bytes, the limit is %d: write them to a file and read what is needed"
                                    .formatted(site.asked().getName(), outcome.getSerializedSize(), LARGEST_VALUE),
                            dev.millrace.wire.proto.Result.FAILURE);
        } catch (InterruptedException e) {
            return Outcomes.interrupted(step, reason());
        } catch (StepException e) {
            return e.reason().equals("agent-lost")
                    ? Outcomes.lost(step, String.valueOf(e.getMessage()))
                    : Outcomes.failed(step, e.reason(), String.valueOf(e.getMessage()), Results.of(e.result()));
        } catch (LeaseGone e) {
            return Outcomes.lost(step, lost(e));
        } catch (StepArguments.Refused e) {
            return Outcomes.refused(step, "wrong-arguments", String.valueOf(e.getMessage()));
        } catch (CompletionException e) {
            return unexpected(e.getCause() == null ? e : e.getCause());
        } catch (RuntimeException | LinkageError e) {
            return unexpected(e);
        }
    }

    private String lost(LeaseGone gone) {
        var why = site.node().map(NodeBlock::over).orElse("");
        return why.isEmpty() ? String.valueOf(gone.getMessage()) : LeaseGone.message(why);
    }

    private Outcome unexpected(Throwable e) {
        LOG.atError()
                .setCause(e)
                .addKeyValue("run", site.run().id())
                .addKeyValue("step", site.asked().getName())
                .log("step-broke");
        return Outcomes.failed(
                site.step(),
                "internal",
                "%s broke: %s. This is a fault of the step, not of the pipeline."
                        .formatted(site.asked().getName(), e),
                dev.millrace.wire.proto.Result.FAILURE);
    }
}
