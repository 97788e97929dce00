package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts by {@code posix_spawn}, adopts orphans, and reaps every child in one thread. The lock is held for moments only: a start may take as long as the
 * lease has it take.
 */
final class PosixStarter implements ProcessStarter {
    private static final int ENOENT = 2;
    private static final int ENOEXEC = 8;
    private static final int[] NOTHING = {};
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Libc libc;
    private final SpawnCalls calls;
    private final Inside.Calls inside;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition started = lock.newCondition();
    private final Map<Integer, CompletableFuture<ExitStatus>> children = new HashMap<>();
    /** Children that ended before they were known, and orphans, while some are being started. */
    private final Map<Integer, Early> early = new HashMap<>();

    private final Map<String, LeaseThread> leases = new ConcurrentHashMap<>();
    private int starting;
    private long starts;
    private long ends;

    /** @param number of the end: what ended before a start began, had the same id and was another */
    private record Early(long number, ExitStatus status) {}

    PosixStarter(Libc libc) {
        this.libc = libc;
        this.calls = new SpawnCalls(libc);
        this.inside = new Inside.Calls(libc);
        libc.adoptOrphans();
        Thread.ofPlatform().daemon().name("reaper").start(this::reap);
    }

    @Override
    public StartedProcess start(Launch launch) throws IOException {
        var program = find(launch);
        var environment = new ArrayList<String>();
        launch.environment().forEach((name, value) -> environment.add(name + "=" + value));
        int[] output = libc.pipe();
        int[] captured = launch.capture() ? libc.pipe() : output;
        var ended = new CompletableFuture<ExitStatus>();
        int pid = -1;
        int first = 0;
        long begun = begin();
        try {
            var spawned = spawn(launch, given -> spawn(program, launch, environment, captured[1], output[1], given));
            pid = spawned.pid();
            first = spawned.first();
            if (pid < 0) {
                throw new IOException("%s: %s".formatted(program, libc.describe(-pid)));
            }
        } finally {
            begun(pid, begun, ended);
            libc.close(output[1]);
            if (launch.capture()) {
                libc.close(captured[1]);
            }
            if (pid < 0) {
                libc.close(output[0]);
                if (launch.capture()) {
                    libc.close(captured[0]);
                }
            }
        }
        if (launch.enclosure().walled()) {
            var _ = ended.thenRun(() -> release(launch));
        }
        return new StartedProcess(
                pid,
                new PosixPipe(libc, output[0]),
                launch.capture() ? new PosixPipe(libc, captured[0]) : null,
                first == 0 ? ended : meant(first, ended));
    }

    private CompletableFuture<ExitStatus> meant(int first, CompletableFuture<ExitStatus> ended) {
        return Inside.below(first, inside)
                .map(process -> ended.thenApply(process::meant))
                .orElse(ended);
    }

    private LeaseThread.Started spawn(Launch launch, LeaseThread.Spawn spawn) throws IOException {
        var enclosure = launch.enclosure();
        return enclosure.walled() || !enclosure.birth().plain()
                ? leases.computeIfAbsent(launch.lease(), lease -> new LeaseThread(libc, lease))
                        .spawn(enclosure, spawn)
                : new LeaseThread.Started(spawn.spawn(NOTHING), 0);
    }

    private long begin() {
        lock.lock();
        try {
            starting++;
            return ends;
        } finally {
            lock.unlock();
        }
    }

    private void begun(int pid, long begin, CompletableFuture<ExitStatus> ended) {
        lock.lock();
        try {
            starting--;
            if (pid > 0) {
                var known = early.remove(pid);
                if (known == null || known.number() < begin) {
                    children.put(pid, ended);
                } else {
                    ended.complete(known.status());
                }
            }
            // also where it failed: there may have been a process
            starts++;
            started.signalAll();
            if (starting == 0) {
                early.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    private void release(Launch launch) {
        var thread = leases.get(launch.lease());
        if (thread != null) {
            thread.release(launch.enclosure());
        }
    }

    @Override
    public void forget(String lease) {
        var thread = leases.remove(lease);
        if (thread != null) {
            thread.end();
        }
    }

    private int spawn(String program, Launch launch, List<String> environment, int output, int error, int[] given) {
        var directory = launch.directory().toString();
        int pid = calls.spawn(program, launch.command(), environment, directory, output, error, given);
        if (pid != -ENOEXEC) {
            return pid;
        }
        // a script without #!: shells run it by themselves, and so does everything that looks programs up as they do
        var shell = new ArrayList<>(List.of("/bin/sh", program));
        shell.addAll(launch.command().subList(1, launch.command().size()));
        return calls.spawn("/bin/sh", shell, environment, directory, output, error, given);
    }

    private String find(Launch launch) throws IOException {
        var name = launch.command().getFirst();
        if (name.contains("/")) {
            return name;
        }
        for (var entry : launch.environment().getOrDefault("PATH", DEFAULT_PATH).split(":", -1)) {
            var candidate = launch.directory().resolve(entry).resolve(name);
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        throw new IOException("%s: %s in PATH".formatted(name, libc.describe(ENOENT)));
    }

    @Override
    public void signal(long pid, int signal) {
        libc.kill((int) pid, signal);
    }

    private void reap() {
        long seen = 0;
        while (true) {
            int pid = libc.awaitEnded();
            lock.lock();
            try {
                if (pid == -Libc.ECHILD) {
                    while (starts == seen) {
                        started.awaitUninterruptibly();
                    }
                    seen = starts;
                } else if (pid > 0) {
                    var reaped = libc.reap(pid);
                    var status = ExitStatus.ofWaitStatus(reaped.status(), reaped.cpuMillis(), reaped.peakMemoryBytes());
                    var ended = children.remove(pid);
                    ends++;
                    if (ended != null) {
                        ended.complete(status);
                    } else if (starting > 0) {
                        early.put(pid, new Early(ends - 1, status));
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
