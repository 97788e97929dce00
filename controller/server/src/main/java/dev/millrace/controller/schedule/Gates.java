package dev.millrace.controller.schedule;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.queue.LockOwner;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.controller.queue.Locks;
import dev.millrace.controller.queue.Locks.Verdict;
import dev.millrace.controller.queue.QueuedJob;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What a job must pass at the moment when an agent is free for it: throttles, then locks. A lane that does not pass is out of the way until what it
 * waits for changes, so that a decision never meets it twice in between. Locks are asked for here and not before: nobody holds one while no agent
 * could take its job.
 */
final class Gates {
    private final Locks locks;
    private final Limits limits;
    private final Lines lines;
    private final Map<JobId, Waiting> waiting;
    private final BiConsumer<Waiting, String> evict;
    private final Set<Lane> holding = new LinkedHashSet<>();
    private final List<LockOwner.OfStep> locked = new ArrayList<>();

    Gates(Locks locks, Limits limits, Lines lines, Map<JobId, Waiting> waiting, BiConsumer<Waiting, String> evict) {
        this.locks = locks;
        this.limits = limits;
        this.lines = lines;
        this.waiting = waiting;
        this.evict = evict;
    }

    /** Whether the first of the lane can start now; then it holds its locks. */
    boolean admit(Lane lane) {
        var full = Limits.full(lane.limits);
        if (full.isPresent()) {
            giveBack(lane);
            lane.gate = Lane.Gate.THROTTLED;
            full.get().count().held.add(lane);
            lines.refresh(lane);
            return false;
        }
        if (lane.key.locks().targets().isEmpty() || lane.gate == Lane.Gate.HOLDING) {
            return true;
        }
        var first = lane.first();
        return switch (locks.ask(request(first.job))) {
            case Verdict.Granted _ -> true;
            case Verdict.Waiting() -> {
                lane.asker = first;
                lane.gate = Lane.Gate.LOCKED;
                lines.refresh(lane);
                yield false;
            }
            case Verdict.Skipped(var why) -> {
                evict.accept(first, why);
                yield false;
            }
        };
    }

    static LockRequest request(QueuedJob job) {
        return new LockRequest(
                new LockOwner.OfJob(job.id()),
                job.owner().organization(),
                job.owner().title(),
                job.needs().locks(),
                job.priority(),
                job.since());
    }

    /** The first of the lane, which was admitted, starts. */
    void started(Lane lane) {
        limits.started(lane.limits);
        lane.asker = null;
        lane.gate = Lane.Gate.OPEN;
        holding.remove(lane);
    }

    /** A job that was started is over. */
    void finished(Running job) {
        for (var lane : limits.finished(job.limits())) {
            if (lane.gate == Lane.Gate.THROTTLED) {
                lane.gate = Lane.Gate.OPEN;
                lines.refresh(lane);
            }
        }
        if (!job.job().needs().locks().targets().isEmpty()) {
            granted(locks.release(new LockOwner.OfJob(job.job().id())));
        }
    }

    /** It is about to leave its lane without having started. */
    void leaving(Waiting job) {
        var lane = job.lane;
        if (lane != null && lane.asker == job) {
            giveBack(lane);
        }
    }

    /** A job came into the lane: if it goes before the one that asked for the locks, it is to ask itself. */
    void joined(Lane lane) {
        if (lane.asker != null && lane.first() != lane.asker) {
            giveBack(lane);
        }
    }

    /** Agents changed: who holds locks and has no agent any more gives them back. */
    void agentsChanged() {
        for (var lane : List.copyOf(holding)) {
            if (!Board.reachable(lane.shape())) {
                giveBack(lane);
            }
        }
    }

    private void giveBack(Lane lane) {
        var asker = lane.asker;
        if (asker == null) {
            return;
        }
        lane.asker = null;
        lane.gate = Lane.Gate.OPEN;
        holding.remove(lane);
        lines.refresh(lane);
        granted(locks.release(new LockOwner.OfJob(asker.job.id())));
    }

    /** These hold their locks now. */
    void granted(List<LockOwner> owners) {
        for (var owner : owners) {
            switch (owner) {
                case LockOwner.OfStep step -> locked.add(step);
                case LockOwner.OfJob(var id) -> {
                    var job = waiting.get(id);
                    var lane = job == null ? null : job.lane;
                    if (lane != null) {
                        lane.gate = Lane.Gate.HOLDING;
                        holding.add(lane);
                        lines.refresh(lane);
                    }
                }
            }
        }
        agentsChanged();
    }

    /** The steps that hold their locks since the last call. */
    List<LockOwner.OfStep> locked() {
        var steps = List.copyOf(locked);
        locked.clear();
        return steps;
    }
}
