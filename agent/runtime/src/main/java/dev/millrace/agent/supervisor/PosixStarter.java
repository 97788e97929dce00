package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Starts by {@code posix_spawn}, adopts orphans, and reaps every child in one thread. A child's id stays its own while the lock is held, since only the
 * reaper gives it up, so a signal never meets a stranger.
 */
final class PosixStarter implements ProcessStarter {
    private static final int ENOENT = 2;
    private static final int ENOEXEC = 8;
    private static final int[] NOTHING = {};
    private static final String DEFAULT_PATH = "/usr/local/bin:/usr/bin:/bin";

    private final Libc libc;
    private final SpawnCalls calls;
    private final EnclosedStarts enclosed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition started = lock.newCondition();
    private final Map<Integer, CompletableFuture<ExitStatus>> children = new HashMap<>();
    private long starts;

    PosixStarter(Libc libc) {
        this.libc = libc;
        this.calls = new SpawnCalls(libc);
        this.enclosed = new EnclosedStarts(libc);
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
        int pid;
        var ended = new CompletableFuture<ExitStatus>();
        lock.lock();
        try {
            pid = launch.enclosure().walled()
                    ? enclosed.spawn(
                            launch.enclosure(),
                            given -> calls.spawn(
                                    program,
                                    launch.command(),
                                    environment,
                                    launch.directory().toString(),
                                    captured[1],
                                    output[1],
                                    given))
                    : spawn(program, launch.command(), environment, launch.directory(), captured[1], output[1]);
            if (pid > 0) {
                children.put(pid, ended);
                starts++;
                started.signalAll();
            }
        } finally {
            lock.unlock();
            libc.close(output[1]);
            if (launch.capture()) {
                libc.close(captured[1]);
            }
        }
        if (pid < 0) {
            libc.close(output[0]);
            if (launch.capture()) {
                libc.close(captured[0]);
            }
            enclosed.release(launch.enclosure());
            throw new IOException("%s: %s".formatted(program, libc.describe(-pid)));
        }
        if (launch.enclosure().walled()) {
            var _ = ended.thenRun(() -> enclosed.release(launch.enclosure()));
        }
        return new StartedProcess(
                pid, new PosixPipe(libc, output[0]), launch.capture() ? new PosixPipe(libc, captured[0]) : null, ended);
    }

    private int spawn(
            String program, List<String> command, List<String> environment, Path directory, int output, int error) {
        int pid = calls.spawn(program, command, environment, directory.toString(), output, error, NOTHING);
        if (pid != -ENOEXEC) {
            return pid;
        }
        // a script without #!: shells run it by themselves, and so does everything that looks programs up as they do
        var shell = new ArrayList<>(List.of("/bin/sh", program));
        shell.addAll(command.subList(1, command.size()));
        return calls.spawn("/bin/sh", shell, environment, directory.toString(), output, error, NOTHING);
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
                    var ended = children.remove(pid);
                    if (ended != null) {
                        ended.complete(
                                ExitStatus.ofWaitStatus(reaped.status(), reaped.cpuMillis(), reaped.peakMemoryBytes()));
                    }
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
