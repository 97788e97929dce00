package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunState.Finished;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a run back until it is its turn, and says in its log what it waits for. For the run's mailbox alone. */
final class TurnWait {
    private static final Logger LOG = LoggerFactory.getLogger(TurnWait.class);

    private final RunEngine engine;
    private final Mailbox mailbox;
    private final Consumer<String> say;
    private final Consumer<String> waits;
    private final Runnable begin;
    private @Nullable Followed followed;
    private Timers.@Nullable Timer quiet;

    private record Followed(Run run, RunId other, AutoCloseable following) {}

    /**
     * Of a run that has not begun.
     *
     * @param say writes to its log
     * @param waits keeps why it waits
     * @param begin what a run does whose turn it is
     */
    TurnWait(RunEngine engine, Mailbox mailbox, Consumer<String> say, Consumer<String> waits, Runnable begin) {
        this.engine = engine;
        this.mailbox = mailbox;
        this.say = say;
        this.waits = waits;
        this.begin = begin;
    }

    /** Begins, at once or when the runs before have made room. */
    void await(Run run) {
        var now = engine.clock().instant();
        var stated = engine.turns().quietUntil(run);
        // where the clock was set back since, once its whole length from now at most
        var until = run.acceptedAt().isAfter(now) ? now.plus(Duration.between(run.acceptedAt(), stated)) : stated;
        var left = Duration.between(now, until);
        if (left.isPositive()) {
            engine.admission().leave(run.id());
            waits.accept("It was in its quiet period until " + until);
            say.accept(
                    "In the quiet period. Expires in " + Spans.words(Duration.ofSeconds(left.toSeconds() + 1)) + "\n");
            quiet = engine.timers()
                    .at(
                            until,
                            () -> mailbox.post(() -> {
                                if (quiet != null) {
                                    quiet = null;
                                    takeTurn(run); // whatever the clock says by now
                                }
                            }));
            return;
        }
        takeTurn(run);
    }

    private void takeTurn(Run run) {
        var before = engine.turns().before(run);
        if (before.isEmpty()) {
            begin.run();
            return;
        }
        engine.admission().leave(run.id());
        var other = before.get();
        waits.accept("#%d of the same branch had to end first: disableConcurrentBuilds".formatted(other.number()));
        say.accept("Waiting for #%d to end: disableConcurrentBuilds\n".formatted(other.number()));
        followed = new Followed(run, other.id(), engine.runs().follow(other.id(), () -> mailbox.post(this::look)));
        mailbox.post(this::look); // it may have ended before somebody listened
    }

    private void look() {
        var now = followed;
        if (now != null && over(now.other())) {
            stop();
            takeTurn(now.run());
        }
    }

    private boolean over(RunId other) {
        return engine.runs()
                .find(other)
                .filter(one -> !(one.state() instanceof Finished))
                .isEmpty();
    }

    /** It is held back. */
    boolean waits() {
        return followed != null || quiet != null;
    }

    /** Waits no longer. */
    void stop() {
        var timer = quiet;
        quiet = null;
        if (timer != null) {
            timer.cancel();
        }
        var now = followed;
        followed = null;
        if (now != null) {
            try {
                now.following().close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).addKeyValue("run", now.run().id()).log("run-still-follows");
            }
        }
    }
}
