package dev.millrace.controller.schedule;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.queue.LockOwner;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.controller.queue.LockStanding;
import dev.millrace.controller.queue.Locks;
import dev.millrace.controller.queue.QueuedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which waiting job goes to which agent. It holds what is known (jobs that wait and run, agents that offer, what everybody uses) and does
 * nothing by itself: the same calls give the same decisions. For one thread at a time.
 *
 * <p>Order: what holds locks, priority, fair share of organizations, fair share of their projects, age; one of so many starts of a pool goes to
 * what is overdue. See {@code docs/scheduling.md}.
 *
 * <p>A decision and each event cost O(log n) in jobs, organizations and agents, times the few different demands that the job's organization has
 * waiting, and that its agent's pool serves. The queue is never scanned or copied.
 */
public final class Scheduler {
    private final Policy policy;
    private final Locks locks;
    private final Dimensions dimensions = new Dimensions();
    private final Accounts accounts = new Accounts();
    private final Limits limits = new Limits();
    private final Pace pace = new Pace();
    private final Board board;
    private final Lines lines;
    private final Gates gates;
    private final Holds holds;
    private final Choice choice;
    private final Entry entry;
    private final Explanation explanation;
    private final Map<JobId, Waiting> waiting = new HashMap<>();
    private final Map<JobId, Running> running = new HashMap<>();

    /** With {@link Policy#USUAL}. */
    public Scheduler() {
        this(Policy.USUAL);
    }

    /** With nothing to decide yet. */
    public Scheduler(Policy policy) {
        this.policy = policy;
        locks = new Locks(policy.ageing());
        board = new Board(dimensions, policy.packed());
        lines = new Lines(board, accounts, limits);
        holds = new Holds(board, policy.ageing());
        choice = new Choice(board);
        gates = new Gates(locks, limits, lines, waiting, this::skip);
        entry = new Entry(this::line, this::unline, waiting, running);
        explanation = new Explanation(new AgentText(board, dimensions), locks);
    }

    // ---- jobs

    /**
     * A job waits. One that waits already is replaced. One that runs came back: its agent is free of it, and it keeps the turn of its group.
     */
    public void add(QueuedJob job) {
        var ran = running.remove(job.id());
        if (ran != null) {
            stop(ran);
        } else {
            remove(job.id());
        }
        var added = new Waiting(job, account(job));
        waiting.put(job.id(), added);
        accounts.waits(added.account);
        entry.arrive(added);
    }

    /** A job waits no more; false where it did not. */
    public boolean remove(JobId id) {
        var removed = waiting.get(id);
        if (removed == null) {
            return false;
        }
        takeOut(removed);
        entry.left(removed);
        accounts.forget(removed.account);
        return true;
    }

    /** A job runs on an agent, as was decided before this scheduler was made. */
    public void running(QueuedJob job, AgentId agent) {
        remove(job.id());
        var load = board.load(Demand.of(job));
        var opened = limits.open(job);
        var started = new Running(job, account(job), load, opened, board.seat(agent));
        limits.started(opened);
        limits.close(opened);
        entry.begun(job);
        if (!job.needs().locks().targets().isEmpty()) {
            var _ = locks.ask(Gates.request(job));
        }
        take(started);
        accounts.charge(started.project(), load.amounts());
        lines.refresh(started.project());
    }

    /** A job is over, and nothing of it is left on its agent. One that does not run is fine. */
    public void finished(JobId id) {
        var ran = running.remove(id);
        if (ran != null) {
            stop(ran);
            entry.over(id);
            accounts.forget(ran.project());
        }
    }

    private ProjectAccount account(QueuedJob job) {
        return accounts.of(job.owner().organization(), job.owner().project());
    }

    private void line(Waiting job) {
        gates.joined(lines.add(job));
    }

    private void unline(Waiting job) {
        gates.leaving(job);
        holds.release(job);
        lines.remove(job);
    }

    private void takeOut(Waiting job) {
        unline(job);
        waiting.remove(job.job.id());
        accounts.waitsNoMore(job.account);
    }

    private void skip(Waiting job, String why) {
        entry.evict(job.job.id(), why);
    }

    private void take(Running started) {
        running.put(started.job().id(), started);
        board.change(started.seat(), () -> started.seat().take(started));
        holds.changed(started.seat());
    }

    private void stop(Running ran) {
        accounts.refund(ran.project(), ran.load().amounts());
        lines.refresh(ran.project());
        board.change(ran.seat(), () -> ran.seat().give(ran));
        holds.changed(ran.seat());
        board.forget(ran.seat());
        gates.finished(ran);
    }

    // ---- agents and settings

    /** How an agent stands now. What runs on it is known already. */
    public void offer(AgentOffer offer) {
        board.offer(offer);
        var seat = board.seat(offer.agent());
        count(seat, offer.available() ? dimensions.countable(offer) : new Amounts());
        holds.changed(seat);
        gates.agentsChanged();
    }

    /** An agent is gone. What ran on it runs until it has {@link #finished}. */
    public void withdraw(AgentId agent) {
        var seat = board.find(agent);
        if (seat != null) {
            board.withdraw(agent);
            count(seat, new Amounts());
            holds.changed(seat);
            gates.agentsChanged();
        }
    }

    private void count(Seat seat, Amounts counted) {
        accounts.whole(seat.counted, false);
        seat.counted = counted;
        accounts.whole(seat.counted, true);
    }

    /** What an organization is entitled to from now on. */
    public void share(OrganizationId organization, Share share) {
        var account = accounts.of(organization);
        account.share = share;
        accounts.rank(account);
        lines.refresh(account);
    }

    /** What a project is entitled to of its organization's from now on. */
    public void share(OrganizationId organization, ProjectId project, Share share) {
        var account = accounts.of(organization, project);
        account.share = share;
        accounts.rank(account);
        lines.refresh(account);
    }

    // ---- locks of running pipelines

    /** A {@code lock} step asks. Where it is to wait, a later decision says that it holds its locks. */
    public Locks.Verdict lock(LockRequest request) {
        return locks.ask(request);
    }

    /** A {@code lock} step holds these, as was decided before this scheduler was made. */
    public void locked(LockRequest request, List<String> held) {
        locks.restore(request, held);
    }

    /** What a {@code lock} step holds; empty: nothing. */
    public List<String> held(LockOwner.OfStep step) {
        return locks.held(step);
    }

    /** Who else holds or waits for what a {@code lock} step wants. */
    public List<LockOwner> rivals(LockOwner.OfStep step) {
        return locks.rivals(step);
    }

    /** How the locks of an organization stand. */
    public List<LockStanding> locks(OrganizationId organization) {
        return locks.standing(organization);
    }

    /** A {@code lock} step gives back or stops waiting. */
    public void unlock(LockOwner.OfStep step) {
        gates.granted(locks.release(step));
    }

    /** The declared locks of an organization, with their labels. */
    public void declare(OrganizationId organization, Map<String, Set<String>> declared) {
        gates.granted(locks.declare(organization, declared));
    }

    /** What a {@code lock} step waits for; empty where it does not wait. */
    public Optional<String> why(LockOwner.OfStep step) {
        return locks.why(step);
    }

    /** What the agents that are there have, and what is left of it. */
    public Map<AgentId, Room> rooms() {
        return board.seats().stream()
                .filter(seat -> seat.offer != null)
                .collect(Collectors.toMap(seat -> seat.agent, Room::of));
    }

    // ---- decisions

    /** At most so many assignments, the most urgent first, and what else follows from what happened. All is taken as done. */
    public Decisions decide(Instant now, int limit) {
        entry.wake(now);
        if (accounts.refreshed()) {
            lines.rebuild();
        }
        var assignments = new ArrayList<Assignment>();
        while (assignments.size() < limit) {
            var next = next(now);
            if (next == null) {
                break;
            }
            assignments.add(assign(next.lane(), next.seat(), now));
        }
        holds.place(now);
        return new Decisions(assignments, entry.evictions(), gates.locked());
    }

    private record Next(Lane lane, Seat seat) {}

    private @Nullable Next next(Instant now) {
        for (var hold = holds.next(); hold != null; hold = holds.next()) {
            var lane = hold.job().lane;
            if (lane != null && lane.age.listed() && gates.admit(lane)) {
                return new Next(lane, hold.seat());
            }
        }
        while (!board.served.isEmpty()) {
            var shape = board.served.first();
            if (!lines.upToDate(shape)) {
                continue;
            }
            var lane = shape.firstLane();
            var seat = choice.of(shape, lane.first());
            var overdue = overdue(seat, now);
            if (overdue != null) {
                return overdue;
            }
            if (gates.admit(lane)) {
                return new Next(lane, seat);
            }
        }
        return null;
    }

    /** An overdue job that the agent's pool can run, if it is the turn of one. */
    private @Nullable Next overdue(Seat seat, Instant now) {
        var pool = seat.pool;
        if (pool == null || pool.sinceTurn < policy.turn() - 1) {
            return null;
        }
        pool.sinceTurn = 0;
        var before = now.minus(policy.ageing());
        for (var due = pool.overdue(before); due != null; due = pool.overdue(before)) {
            var lane = due.lane();
            var other = Choice.in(pool, lane.shape());
            if (other == null) {
                return null;
            }
            if (gates.admit(lane)) {
                lines.tookTurn(due.slot.account);
                return new Next(lane, other);
            }
        }
        return null;
    }

    private Assignment assign(Lane lane, Seat seat, Instant now) {
        var first = lane.first();
        var job = first.job;
        var started = new Running(job, lane.slot.account, lane.shape().load, lane.limits, seat);
        // The agent first: shapes that it was the last for are out of the way when their order changes.
        take(started);
        accounts.charge(started.project(), started.load().amounts());
        gates.started(lane);
        takeOut(first);
        lines.charged(started.project());
        if (seat.pool != null) {
            seat.pool.sinceTurn++;
        }
        choice.warmth.started(first, seat.agent);
        pace.started(job.labels(), now);
        return new Assignment(job, seat.agent);
    }

    /** When to decide again though nothing happened: a quiet period ends. Empty: there is no need. */
    public Optional<Instant> wakeAt() {
        return entry.wakeAt();
    }

    // ---- questions

    /** The first jobs, in the order in which they would be served if every agent could serve all, with why each waits. */
    public List<Place> queue(int limit, Instant now) {
        return Listing.first(board, waiting.values(), limit).stream()
                .map(ahead -> {
                    var job = ahead.waiting().job;
                    var estimate =
                            pace.estimate(job.labels(), ahead.ahead(), now).filter(_ -> ahead.waiting().lane != null);
                    var why = explain(ahead.waiting(), now);
                    return new Place(job, ahead.ahead(), estimate, why);
                })
                .toList();
    }

    /** How many wait. */
    public int size() {
        return waiting.size();
    }

    /** What a job waits for and what would start it; empty where it does not wait. */
    public Optional<String> why(JobId id, Instant now) {
        return Optional.ofNullable(waiting.get(id)).map(job -> explain(job, now));
    }

    private String explain(Waiting job, Instant now) {
        return explanation.of(job, entry.group(job.job.id()), now);
    }
}
