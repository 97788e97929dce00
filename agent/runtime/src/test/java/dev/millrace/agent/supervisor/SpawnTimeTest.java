package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the supervisor adds to fork and exec: printed, and held to a bound that a loaded machine keeps too. */
class SpawnTimeTest {
    @TempDir
    Path directory;

    @Test
    @Tag("deep")
    void true_through_the_supervisor_costs_little_more_than_true() throws Exception {
        var reports = new LinkedBlockingQueue<Report>();
        try (var client = SupervisorClient.create(
                directory.resolve("supervisor"),
                Duration.ofSeconds(5),
                OutputLimits.DEFAULT,
                new SupervisorClient.Listener() {
                    @Override
                    public void reported(Report report) {
                        reports.add(report);
                    }

                    @Override
                    public void lost() {}
                })) {
            client.attach();
            client.give(new Order.Keep("1.1.1", Long.MAX_VALUE));
            int rounds = 300;
            var through = new long[rounds];
            var plain = new long[rounds];
            var starter = new PortableStarter();
            for (int i = 0; i < rounds; i++) {
                through[i] = through(client, reports, i);
                long begin = System.nanoTime();
                var process = starter.start(new Launch(List.of("/bin/true"), directory, Map.of(), false));
                process.ended().join();
                plain[i] = System.nanoTime() - begin;
            }
            client.give(new Order.End("1.1.1", Duration.ZERO));
            client.give(new Order.Leave());
            System.out.printf(
                    "true: through the supervisor %.2f ms, by this JVM's ProcessBuilder %.2f ms (medians of %d)%n",
                    median(through), median(plain), rounds);
            assertTrue(median(through) < 100, "median " + median(through) + " ms");
        }
    }

    private long through(SupervisorClient client, LinkedBlockingQueue<Report> reports, int number)
            throws IOException, InterruptedException {
        var own = Files.createDirectories(directory.resolve("spool/" + number));
        var name = new OperationName("1.1.1", number + ".0");
        long begin = System.nanoTime();
        client.give(new Order.Start(name, own, List.of("/bin/true"), directory, Map.of(), false, 0, List.of()));
        while (true) {
            var report = reports.poll(30, TimeUnit.SECONDS);
            if (report instanceof Report.Ended(var ended, var exit) && ended.equals(name)) {
                assertEquals(ExitRecord.Reason.CODE, exit.reason(), exit.message());
                return System.nanoTime() - begin;
            }
        }
    }

    private static double median(long[] nanos) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] / 1e6;
    }
}
