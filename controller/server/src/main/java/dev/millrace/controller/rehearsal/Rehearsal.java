package dev.millrace.controller.rehearsal;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.execution.Programs.Audience;
import dev.millrace.controller.execution.Programs.Call;
import dev.millrace.controller.execution.Programs.Performance;
import dev.millrace.controller.rehearsal.Rehearsals.End;
import dev.millrace.controller.rehearsal.Rehearsals.Rehearsed;
import dev.millrace.controller.run.RunResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One dry run: lists what the program asks for and answers it at once. Heard by one thread at a time; {@link #stop} is for any. */
final class Rehearsal implements Audience {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private final Performance performance;
    private final Simulations simulations;
    private final Bounds bounds;
    private final Listing listing;
    private final CompletableFuture<Rehearsed> done = new CompletableFuture<>();
    private final CompletableFuture<String> gone = new CompletableFuture<>();
    private volatile int steps;
    private volatile long heardNanos = System.nanoTime();

    Rehearsal(Performance performance, Simulations simulations, Listing listing, Bounds bounds) {
        this.performance = performance;
        this.simulations = simulations;
        this.listing = listing;
        this.bounds = bounds;
    }

    /** Completes when the program has ended or was stopped. */
    CompletableFuture<Rehearsed> done() {
        return done;
    }

    /** Completes where the process that ran it ended first. */
    CompletableFuture<String> gone() {
        return gone;
    }

    /** Ends it from outside. */
    void stop(String why) {
        var silent = System.nanoTime() - heardNanos > bounds.time().toNanos() / 10;
        performance.leave(silent);
        finish(End.STOPPED, why, RunResult.ABORTED, List.of());
    }

    @Override
    public void asked(Call call) {
        if (!count(call)) {
            return;
        }
        if (call.name().equals("library")) {
            performance.lend(call);
            return;
        }
        Answer answer;
        try {
            answer = simulations.answer(call);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("step", call.name()).log("rehearsed-step-broke");
            answer = new Answer.No("internal", "%s cannot be simulated: %s".formatted(call.name(), e), false);
        }
        switch (answer) {
            case Answer.Value(var value) -> performance.answer(call.step(), value);
            case Answer.No(var cause, var message, var refused) ->
                performance.fail(call.step(), cause, message, refused);
        }
    }

    @Override
    public void noted(Call call) {
        count(call);
    }

    private boolean count(Call call) {
        heardNanos = System.nanoTime();
        steps = call.step();
        listing.add(call);
        if (call.step() > bounds.steps()) {
            performance.leave(false);
            finish(
                    End.STOPPED,
                    "It asked for more than %d steps, most of them at line %d: it waits for something that a dry run cannot give"
                            .formatted(bounds.steps(), listing.busiestLine()),
                    RunResult.ABORTED,
                    List.of());
            return false;
        }
        return true;
    }

    @Override
    public void closed(int step) {
        heardNanos = System.nanoTime();
        listing.close(step);
        simulations.close(step);
    }

    @Override
    public void ended(RunResult result, boolean refused, List<Problem> problems) {
        var failed = !problems.isEmpty();
        var end = refused ? End.REFUSED : failed ? End.FAILED : End.ENDED;
        finish(end, failed ? words(problems.getFirst()) : "", result, problems);
    }

    private static String words(Problem problem) {
        return problem.line() == 0
                ? problem.message()
                : "%s:%d: %s".formatted(problem.path(), problem.line(), problem.message());
    }

    @Override
    public void gone(String why) {
        gone.complete(why);
    }

    private void finish(End end, String why, RunResult result, List<Problem> problems) {
        done.complete(new Rehearsed(end, why, result, problems, steps, listing.calls()));
    }
}
