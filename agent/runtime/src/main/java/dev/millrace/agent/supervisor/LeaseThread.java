package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The thread that starts a lease's launchers, and what is born in control groups. A launcher dies with the thread that started it, not with the process,
 * so this one stays until nothing of the lease is left. Entrances are in a mount namespace of its own. A lease that slows its starts down, slows nobody
 * else's.
 */
final class LeaseThread {
    private static final System.Logger LOG = System.getLogger(LeaseThread.class.getName());

    private final Libc libc;
    private final MountCalls calls;
    private final ThreadCalls thread;
    private final Entrances entrances;
    private final ExecutorService starter;
    private boolean keepsRights;

    /** Starts with these descriptors given; process id, or -errno. */
    @FunctionalInterface
    interface Spawn {
        int spawn(int[] given);
    }

    LeaseThread(Libc libc, String lease) {
        this.libc = libc;
        this.calls = new MountCalls(libc);
        this.thread = new ThreadCalls(libc);
        this.entrances = new Entrances(libc);
        this.starter = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("starts-" + lease).factory());
    }

    /**
     * What was started.
     *
     * @param pid process id, or -errno
     * @param first process behind the walls; 0 where it is not known
     */
    record Started(int pid, int first) {}

    Started spawn(Enclosure enclosure, Spawn spawn) throws IOException {
        try {
            return perform(() -> {
                entrances.open(enclosure);
                return given(enclosure, spawn);
            });
        } catch (IOException e) {
            release(enclosure);
            throw e;
        }
    }

    private Started perform(Callable<Started> start) throws IOException {
        try {
            return starter.submit(start).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while it was started", e);
        } catch (ExecutionException e) {
            var cause = e.getCause();
            throw new IOException(cause == null ? e.toString() : String.valueOf(cause.getMessage()), e);
        }
    }

    private Started given(Enclosure enclosure, Spawn spawn) throws IOException {
        int contents = enclosure.given().size();
        var descriptors = new int[contents + (enclosure.birth().gated() ? Gate.DESCRIPTORS : 0)];
        int made = 0;
        try {
            for (var content : enclosure.given()) {
                descriptors[made] = calls.memory(content);
                made++;
            }
            if (!enclosure.birth().gated()) {
                return new Started(born(enclosure.birth(), () -> spawn.spawn(descriptors)), 0);
            }
            try (var gate = new Gate(libc, calls, thread)) {
                gate.into(descriptors, contents);
                int pid = born(enclosure.birth(), () -> spawn.spawn(descriptors));
                return new Started(pid, pid > 0 ? gate.pass(pid, enclosure.birth()) : 0);
            }
        } finally {
            while (made > 0) {
                libc.close(descriptors[--made]);
            }
        }
    }

    private int born(Birth birth, Callable<Integer> spawn) throws IOException {
        List<Path> entered = birth.inherited();
        try {
            for (var group : entered) {
                enter(group);
            }
            return birth.user().isEmpty() ? call(spawn) : as(birth.user().getAsInt(), spawn);
        } finally {
            for (var group : entered) {
                // two levels up is where the agent is, and its supervisor may be
                enter(group.resolve("../.."));
            }
        }
    }

    /** Only the thread itself is moved, for which the kernel holds nobody else up. */
    private static void enter(Path group) throws IOException {
        Files.writeString(group.resolve("tasks"), "0");
    }

    private int as(int user, Callable<Integer> spawn) throws IOException {
        if (!keepsRights) {
            thread.keepRights();
            keepsRights = true;
        }
        thread.become(user);
        try {
            return call(spawn);
        } finally {
            thread.back();
        }
    }

    private static int call(Callable<Integer> spawn) throws IOException {
        try {
            return spawn.call();
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /** What was bound for the process alone is bound no more. */
    void release(Enclosure enclosure) {
        if (enclosure.entrances().stream().allMatch(Entrance::lasting)) {
            return;
        }
        try {
            var _ = starter.submit(() -> {
                try {
                    entrances.close(enclosure);
                } catch (IOException e) {
                    LOG.log(System.Logger.Level.WARNING, "entrances-stay enclosure={0}", enclosure, e);
                }
            });
        } catch (java.util.concurrent.RejectedExecutionException e) {
            // they have gone with the thread's namespace
        }
    }

    /** Nothing of the lease is left. */
    void end() {
        starter.shutdown();
    }
}
