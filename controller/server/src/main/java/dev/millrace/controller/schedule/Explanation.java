package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.LockOwner;
import dev.millrace.controller.queue.Locks;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Why a job waits and what would start it, in a sentence for people. Looks at the agents of its pools: for questions, not for decisions. */
final class Explanation {
    private final Locks locks;
    private final AgentText agents;

    Explanation(AgentText agents, Locks locks) {
        this.agents = agents;
        this.locks = locks;
    }

    /** @param group who has its group and how many are before it; empty where it is in none */
    String of(Waiting waiting, Optional<InGroup> group, Instant now) {
        return switch (waiting.stage) {
            case QUIET ->
                "Its quiet period ends in %s"
                        .formatted(
                                span(Duration.between(now, waiting.job.needs().notBefore())));
            case GROUP ->
                group.map(in -> "Its group '%s' runs one job at a time: %s has the turn%s"
                                .formatted(
                                        waiting.job.needs().group().name(),
                                        in.holder(),
                                        in.ahead() > 1 ? ", and %d more come before it".formatted(in.ahead() - 1) : ""))
                        .orElse("");
            case EVICTED -> "It was asked to end";
            case LINE -> inLine(waiting);
        };
    }

    record InGroup(String holder, int ahead) {}

    private String inLine(Waiting waiting) {
        var lane = waiting.lane;
        if (lane == null) {
            return "";
        }
        return agents.nobody(lane.shape())
                .or(() -> gate(lane, waiting))
                .or(() -> capped(lane))
                .orElseGet(() -> agents.busy(lane.shape(), ahead(lane, waiting)));
    }

    private Optional<String> gate(Lane lane, Waiting waiting) {
        return switch (lane.gate) {
            case OPEN, HOLDING -> Optional.empty();
            case THROTTLED -> Optional.of(throttled(lane));
            case LOCKED -> locked(lane.asker == null ? waiting : lane.asker, waiting);
        };
    }

    private Optional<String> locked(Waiting asker, Waiting waiting) {
        var why = locks.why(new LockOwner.OfJob(asker.job.id()));
        return asker == waiting
                ? why
                : why.map(text -> "%s; %s asks for the same and is ahead of it"
                        .formatted(text, asker.job.owner().title()));
    }

    private static String throttled(Lane lane) {
        var full = Limits.full(lane.limits);
        if (full.isEmpty()) {
            return "It starts next among those that are throttled with it";
        }
        var kind = full.get().count().kind;
        var what = kind.category().isEmpty() ? "Its project" : "Category '%s'".formatted(kind.category());
        return "%s runs %d of at most %d jobs: it can start when one ends"
                .formatted(what, full.get().count().running, full.get().most());
    }

    private static Optional<String> capped(Lane lane) {
        if (lane.slot.parent.capped) {
            return Optional.of(capped("organization", lane.slot.parent.account));
        }
        return lane.slot.capped ? Optional.of(capped("project", lane.slot.account)) : Optional.empty();
    }

    private static String capped(String whose, Account account) {
        return "Its %s runs %d job%s and is at its cap: it can start when one ends, or when the cap is raised"
                .formatted(whose, account.jobs, account.jobs == 1 ? "" : "s");
    }

    /** Who goes first. Other organizations are nobody's business. */
    private static String ahead(Lane lane, Waiting waiting) {
        var shape = lane.shape();
        if (shape.ready.isEmpty() || shape.firstLane().first() == waiting) {
            return "";
        }
        var first = shape.firstLane();
        if (first.urgency() > waiting.job.priority()) {
            return ", and jobs of a higher priority are ahead of it";
        }
        if (first.slot.parent != lane.slot.parent) {
            return ", and organizations that have less of their share are ahead of it";
        }
        if (first.slot != lane.slot) {
            return ", and projects that have less of their share are ahead of it";
        }
        return ", and other jobs are ahead of it";
    }

    /** {@code 40 s}, {@code 3 min}, {@code 2 h}. */
    static String span(Duration duration) {
        long seconds = Math.max(1, duration.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }
}
