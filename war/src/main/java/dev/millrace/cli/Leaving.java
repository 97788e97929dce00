package dev.millrace.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Ctrl-C while a run is followed: the first one aborts the run and its end is still shown; the second one leaves at once. */
final class Leaving {
    private final Api api;
    private final Terminal terminal;
    private final long run;
    private final AtomicInteger times = new AtomicInteger();

    Leaving(Api api, Terminal terminal, long run) {
        this.api = api;
        this.terminal = terminal;
        this.run = run;
    }

    void interrupted() {
        if (times.incrementAndGet() > 1) {
            Runtime.getRuntime().halt(ExitCode.ABORTED);
        }
        terminal.tell("Aborting the run; once more leaves at once");
        try {
            api.post("runs/%d/abort".formatted(run), Map.of());
        } catch (IOException e) {
            terminal.tell("The run could not be aborted: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
