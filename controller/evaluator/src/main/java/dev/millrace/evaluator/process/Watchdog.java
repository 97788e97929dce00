package dev.millrace.evaluator.process;

import dev.millrace.evaluator.language.Poll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks after runs that compute: lets them take turns on the processors, ends one that computes too long or takes most of the memory, and ends the
 * process where one cannot be stopped, so that the others go on in a fresh one. One thread; while no program computes it looks four times a second.
 *
 * <p>Java counts neither processor time nor memory for virtual threads. So what the whole process took between two looks is charged to those runs that
 * computed at both: exact where one runs away, which is when it matters.
 */
final class Watchdog {
    /** How the process ends because a program in it cannot be stopped; the controller knows the number. */
    static final int UNSTOPPABLE = 4;

    private static final Duration BUSY = Duration.ofMillis(50);
    private static final Duration IDLE = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COLLECTIONS = Duration.ofSeconds(2);
    private static final double FULL = 0.85;
    private static final double STILL_FULL = 0.65;

    private final Collection<Session> sessions;
    private final Set<Session> leaving = ConcurrentHashMap.newKeySet();
    private final Map<Session, Account> accounts = new HashMap<>();
    private final ProcessMeter meter = new ProcessMeter();
    private final int processors = Runtime.getRuntime().availableProcessors();
    private long collectedNanos = System.nanoTime() - BETWEEN_COLLECTIONS.toNanos();

    /** @param sessions that are there; changes under it */
    Watchdog(Collection<Session> sessions) {
        this.sessions = sessions;
    }

    void start() {
        Thread.ofPlatform().daemon().name("watchdog").start(this::watch);
    }

    /** The session was stopped. Whether its program lets go is still looked at. */
    void left(Session session) {
        leaving.add(session);
    }

    private void watch() {
        var pause = IDLE;
        while (true) {
            LockSupport.parkNanos(pause.toNanos());
            pause = look() ? BUSY : IDLE;
        }
    }

    /** True where a program computes. */
    private boolean look() {
        meter.read();
        var computing = new ArrayList<Session>();
        collect(sessions, computing);
        collect(leaving, computing);
        leaving.removeIf(session -> !session.computes());
        accounts.keySet().retainAll(computing.isEmpty() ? Set.of() : known());
        for (var session : computing) {
            var at = session.computing();
            if (at.isPresent()) {
                account(session).charge(at.get(), meter.nanos() / computing.size(), meter.taken() / computing.size());
            }
        }
        if (meter.left() < 1) {
            accounts.values().forEach(account -> account.collected(meter.left()));
        }
        judge(computing);
        var unstopped = computing.stream().anyMatch(Session::stopped);
        if (unstopped || computing.size() >= processors) {
            Poll.wanted = true;
        }
        return !computing.isEmpty();
    }

    private Set<Session> known() {
        var known = new java.util.HashSet<>(sessions);
        known.addAll(leaving);
        return known;
    }

    private static void collect(Collection<Session> from, List<Session> computing) {
        for (var session : from) {
            if (session.computes()) {
                computing.add(session);
            }
        }
    }

    private Account account(Session session) {
        return accounts.computeIfAbsent(session, _ -> new Account());
    }

    private void judge(List<Session> computing) {
        for (var session : computing) {
            var nanos = account(session).cpuNanos();
            if (session.stopped() && nanos > session.cpuLimit().plus(PATIENCE).toNanos()) {
                Runtime.getRuntime().halt(UNSTOPPABLE);
            }
            if (!session.stopped() && nanos > session.cpuLimit().toNanos()) {
                session.condemn(
                        "The pipeline computed for %d s without a step, the limit is %d s"
                                .formatted(Duration.ofNanos(nanos).toSeconds(), session.cpuLimit().toSeconds()),
                        "Work like that belongs into a step; the setting is limits.cpuSeconds");
            }
        }
        if (meter.used() > FULL * meter.most() && System.nanoTime() - collectedNanos > BETWEEN_COLLECTIONS.toNanos()) {
            memory();
        }
    }

    /** Ends the run that has most of it, if one has. Otherwise the process may run out, and its runs are replayed one by one. */
    private void memory() {
        System.gc();
        collectedNanos = System.nanoTime();
        meter.read();
        if (meter.used() < STILL_FULL * meter.most()) {
            return;
        }
        Session largest = null;
        long most = 0;
        for (var entry : accounts.entrySet()) {
            if (!entry.getKey().stopped() && entry.getValue().bytes() > most) {
                most = entry.getValue().bytes();
                largest = entry.getKey();
            }
        }
        if (largest != null && most > meter.used() * largest.heapPercent() / 100) {
            largest.condemn(
                    "The pipeline takes about %d MiB of memory, of %d MiB that all pipelines of its evaluator have"
                            .formatted(Math.min(most, meter.used()) >> 20, meter.most() >> 20),
                    "Keep large data in files, and work on it in steps; the setting is limits.heapPercent");
        }
    }
}
