package dev.millrace.controller.execution;

import dev.millrace.controller.evaluator.EvaluatorLauncher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.List;

/** An evaluator in this process, over real pipes, which is killed by breaking them. */
abstract class PipedProcess implements EvaluatorLauncher.Started {
    private final List<PipedProcess> running;
    private final Pipe to;
    private final Pipe from;

    /** @param running those that were not killed; this one is among them until it is */
    PipedProcess(List<PipedProcess> running) throws IOException {
        this.running = running;
        this.to = Pipe.open();
        this.from = Pipe.open();
    }

    /** Begins to serve, on a thread of its own. */
    final PipedProcess begin() {
        running.add(this);
        Thread.ofPlatform().daemon().name("piped-evaluator").start(() -> {
            try {
                serve(Channels.newInputStream(to.source()), Channels.newOutputStream(from.sink()));
            } catch (IOException e) {
                // killed
            }
        });
        return this;
    }

    /** What it does until its input ends. */
    abstract void serve(InputStream in, OutputStream out) throws IOException;

    @Override
    public final OutputStream input() {
        return Channels.newOutputStream(to.sink());
    }

    @Override
    public final InputStream output() {
        return Channels.newInputStream(from.source());
    }

    @Override
    public final void kill() {
        running.remove(this);
        try {
            to.source().close();
            from.sink().close();
            to.sink().close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public final String obituary() {
        return "it was killed";
    }
}
