package dev.millrace.agent.supervisor;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/** Ends processes until none is left: first politely, then not. */
final class TreeKiller {
    private static final System.Logger LOG = System.getLogger(TreeKiller.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final ProcessStarter starter;
    private final BootClock clock;
    private final Pause pause;

    /** Lets time pass: the kernel tells of no end of a process that is not a child. */
    @FunctionalInterface
    interface Pause {
        /** Returns after about that long; early when the thread is interrupted, whose status stays. */
        void pass(Duration time);
    }

    TreeKiller(ProcessStarter starter, BootClock clock, Pause pause) {
        this.starter = starter;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Returns when nothing is found any more, or, with an error in the log, when something has outlived the final signal for 30 seconds (it hangs in
     * the kernel).
     *
     * @param find asked again and again
     * @param grace between the polite signal and the final one; zero leaves out the polite one
     */
    void kill(Supplier<List<Long>> find, Duration grace) {
        kill(find, grace, pid -> false);
    }

    /** @param spared whom the polite signal would end at once, with all that is behind it */
    void kill(Supplier<List<Long>> find, Duration grace, LongPredicate spared) {
        long start = clock.nanos();
        var asked = new HashSet<Long>();
        boolean stopped = false;
        while (true) {
            var found = find.get();
            if (found.isEmpty()) {
                return;
            }
            long waited = clock.nanos() - start;
            if (waited < grace.toNanos()) {
                for (long pid : found) {
                    if (!spared.test(pid) && asked.add(pid)) {
                        starter.signal(pid, Libc.SIGTERM);
                    }
                }
            } else if (waited > grace.plus(LIMIT).toNanos()) {
                LOG.log(System.Logger.Level.ERROR, "processes-survive pids={0}", found);
                return;
            } else {
                // stopped ones cannot start others while the list is walked
                if (!stopped) {
                    found.forEach(pid -> starter.signal(pid, Libc.SIGSTOP));
                    stopped = true;
                    continue;
                }
                found.forEach(pid -> starter.signal(pid, Libc.SIGKILL));
            }
            pause.pass(PAUSE);
        }
    }
}
