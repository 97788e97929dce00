package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Starts launchers from one thread that never ends: they die with the thread that started them, not with the process. The thread has entrances for them.
 */
final class EnclosedStarts {
    private static final System.Logger LOG = System.getLogger(EnclosedStarts.class.getName());

    private final Libc libc;
    private final MountCalls calls;
    private final Entrances entrances;
    /** Waits are short: a start takes a millisecond. */
    private final ExecutorService starter = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("enclosed-starter").factory());

    /** Starts with these descriptors given. */
    @FunctionalInterface
    interface Spawn {
        int spawn(int[] given);
    }

    EnclosedStarts(Libc libc) {
        this.libc = libc;
        this.calls = new MountCalls(libc);
        this.entrances = new Entrances(libc);
    }

    /** Process id, or -errno. */
    int spawn(Enclosure enclosure, Spawn spawn) throws IOException {
        try {
            return starter.submit(() -> {
                        entrances.open(enclosure);
                        return given(enclosure, spawn);
                    })
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while it was started", e);
        } catch (ExecutionException e) {
            release(enclosure);
            var cause = e.getCause();
            throw new IOException(cause == null ? e.toString() : String.valueOf(cause.getMessage()), e);
        }
    }

    private int given(Enclosure enclosure, Spawn spawn) {
        var descriptors = new int[enclosure.given().size()];
        int made = 0;
        try {
            for (var content : enclosure.given()) {
                descriptors[made] = calls.memory(content);
                made++;
            }
            return spawn.spawn(descriptors);
        } finally {
            while (made > 0) {
                libc.close(descriptors[--made]);
            }
        }
    }

    /** What was bound for it is bound no more. */
    void release(Enclosure enclosure) {
        if (enclosure.entrances().isEmpty()) {
            return;
        }
        var _ = starter.submit(() -> {
            try {
                entrances.close(enclosure);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.WARNING, "entrances-stay place={0}", enclosure.place(), e);
            }
        });
    }
}
