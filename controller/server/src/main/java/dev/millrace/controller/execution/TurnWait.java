package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.execution.WaitingRuns.Kind;
import dev.millrace.controller.execution.WaitingRuns.WaitingRun;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunState.Finished;
import dev.millrace.controller.run.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
    private Timers.@Nullable Timer timer;

    /** It is held back, or stands in line. */
    private @Nullable Run held;

    private boolean quiet;
    private boolean quietOver;
    private String told = "";

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
        var until = quietUntil(run, now);
        if (until.isAfter(now)) {
            hold(run, Kind.QUIET_PERIOD, TurnText.quiet(until, now), Optional.of(until));
            tell(
                    "quiet",
                    "It was in its quiet period until " + until,
                    "In the quiet period. Expires in "
                            + Spans.words(Duration.ofSeconds(
                                    Duration.between(now, until).toSeconds() + 1)));
            return;
        }
        quietOver = true;
        var rate = engine.turns().rate(run);
        if (rate.isPresent()) {
            var next = engine.turns().rates().join(run, rate.get(), now, () -> mailbox.post(() -> again(run)));
            held = run;
            if (next.isAfter(now)) {
                var why = TurnText.rate(Series.of(run), rate.get(), next, now);
                hold(run, Kind.RATE, why, Optional.of(next));
                tell("rate", why, why);
                return;
            }
        }
        var before = engine.turns().before(run);
        if (before.isEmpty()) {
            engine.turns().begun(run, now);
            stop();
            begin.run();
            return;
        }
        var other = before.get().run();
        var option = before.get().option();
        hold(run, Kind.EARLIER_RUN, TurnText.before(other, option), Optional.empty());
        tell(
                other.id().toString(),
                "#%d of the same branch had to end first: %s".formatted(other.number(), option),
                "Waiting for #%d to end: %s".formatted(other.number(), option));
        followed = new Followed(run, other.id(), engine.runs().follow(other.id(), () -> mailbox.post(this::look)));
        mailbox.post(this::look); // it may have ended before somebody listened
    }

    /** Where the clock was set back since the run was accepted: once the whole length from now at most. One that was waited for is over. */
    private Instant quietUntil(Run run, Instant now) {
        if (quietOver) {
            return now;
        }
        var stated = engine.turns().quietUntil(run);
        return run.acceptedAt().isAfter(now) ? now.plus(Duration.between(run.acceptedAt(), stated)) : stated;
    }

    private void hold(Run run, Kind kind, String why, Optional<Instant> until) {
        held = run;
        engine.admission().leave(run.id());
        engine.turns().held().put(run.id(), new WaitingRun(run.id(), kind, why, run.acceptedAt(), until));
        quiet = kind == Kind.QUIET_PERIOD;
        timer = until.map(at -> engine.timers().at(at, () -> mailbox.post(() -> again(run))))
                .orElse(null);
    }

    /** Looks again, where it still waits for a time. */
    private void again(Run run) {
        var set = timer;
        if (set != null) {
            set.cancel();
            timer = null;
            quietOver |= quiet;
            await(run);
        }
    }

    /** Once for each thing that it waits for; times that move are not told again. */
    private void tell(String of, String reason, String line) {
        if (!of.equals(told)) {
            told = of;
            waits.accept(reason);
            say.accept(line + "\n");
        }
    }

    private void look() {
        var now = followed;
        if (now != null && over(now.other())) {
            unfollow();
            await(now.run());
        }
    }

    private boolean over(RunId other) {
        return engine.runs()
                .find(other)
                .filter(one -> !(one.state() instanceof Finished))
                .isEmpty();
    }

    /** Waits no longer. */
    void stop() {
        var set = timer;
        timer = null;
        if (set != null) {
            set.cancel();
        }
        unfollow();
        var run = held;
        held = null;
        if (run != null) {
            engine.turns().held().remove(run.id());
            engine.turns().rates().leave(Series.of(run), run.id());
        }
    }

    private void unfollow() {
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
