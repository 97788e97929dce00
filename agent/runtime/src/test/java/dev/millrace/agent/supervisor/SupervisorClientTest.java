package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The conversation with a real supervisor's process. */
class SupervisorClientTest {
    @TempDir
    Path directory;

    private final CompletableFuture<Report> first = new CompletableFuture<>();
    private final CountDownLatch lost = new CountDownLatch(1);

    private final SupervisorClient.Listener listener = new SupervisorClient.Listener() {
        @Override
        public void reported(Report report) {
            first.complete(report);
        }

        @Override
        public void lost() {
            lost.countDown();
        }
    };

    @Test
    void an_order_of_an_interrupted_thread_arrives_and_costs_nobody_the_supervisor() throws Exception {
        try (var client = SupervisorClient.create(directory, Duration.ofSeconds(10), OutputLimits.DEFAULT, listener)) {
            var _ = client.attach();
            Thread.currentThread().interrupt();
            client.give(new Order.End("1.1.1", Duration.ZERO));
            assertTrue(Thread.interrupted(), "the interrupt is still there");
            assertEquals(new Report.Gone("1.1.1", false), first.get(10, TimeUnit.SECONDS));
            assertEquals(1, lost.getCount());
        }
    }

    @Test
    void a_supervisor_that_keeps_nothing_leaves_with_its_agent_also_when_that_closes_interrupted() throws Exception {
        long pid;
        try (var client = SupervisorClient.create(directory, Duration.ofMinutes(10), OutputLimits.DEFAULT, listener)) {
            pid = client.attach().pid();
            Thread.currentThread().interrupt();
        }
        assertTrue(Thread.interrupted(), "the interrupt is still there");
        var process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            var _ = process.get().onExit().get(10, TimeUnit.SECONDS);
        }
    }
}
