package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that is not wanted any more before there is one. */
class EarlyCancelTest {
    private static final OperationName NAME = new OperationName("7.1.9", "1.0");

    @TempDir
    Path directory;

    private final CompletableFuture<Void> starting = new CompletableFuture<>();
    private final CompletableFuture<Void> mayStart = new CompletableFuture<>();
    private final CompletableFuture<ExitRecord> ended = new CompletableFuture<>();
    private final CompletableFuture<Report> gone = new CompletableFuture<>();
    private final Supervisor supervisor = new Supervisor(
            new Held(),
            BootClock.system(),
            OutputLimits.DEFAULT,
            "early-" + ProcessHandle.current().pid());

    /** Starts only when it is let. */
    private final class Held implements ProcessStarter {
        private final ProcessStarter starter = new PortableStarter();

        @Override
        public StartedProcess start(Launch launch) throws IOException {
            starting.complete(null);
            mayStart.join();
            return starter.start(launch);
        }

        @Override
        public void forget(String lease) {
            starter.forget(lease);
        }

        @Override
        public void signal(long pid, int signal) {
            starter.signal(pid, signal);
        }
    }

    private void begin() throws Exception {
        supervisor.attach(report -> {
            switch (report) {
                case Report.Ended(var _, var exit) -> ended.complete(exit);
                case Report.Gone _ -> gone.complete(report);
                case Report.Attached _, Report.Grown _ -> {}
            }
        });
        supervisor.take(new Order.Keep("7.1.9", Long.MAX_VALUE));
        supervisor.take(new Order.Start(
                NAME,
                Files.createDirectory(directory.resolve("operation")),
                List.of("/bin/sh", "-c", "exec sleep 600"),
                directory,
                Map.of("PATH", "/usr/bin:/bin"),
                false,
                0,
                List.of()));
        starting.get(20, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 50})
    void it_is_ended_as_soon_as_it_is_there(long grace) throws Exception {
        begin();
        supervisor.take(new Order.Cancel(NAME, Duration.ofMillis(grace)));
        supervisor.take(new Order.Cancel(NAME, Duration.ZERO));
        mayStart.complete(null);
        assertEquals(ExitRecord.Reason.ABORTED, ended.get(20, TimeUnit.SECONDS).reason());
    }

    @Test
    void nothing_of_its_lease_is_left_either() throws Exception {
        begin();
        supervisor.take(new Order.End("7.1.9", Duration.ZERO));
        assertTrue(!gone.isDone());
        mayStart.complete(null);
        assertInstanceOf(Report.Gone.class, gone.get(20, TimeUnit.SECONDS));
        assertEquals(ExitRecord.Reason.ABORTED, ended.getNow(null).reason());
    }
}
