package dev.millrace.bench;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;

/** From a trigger to the time that the run's process prints, ten times a second on an otherwise idle stand, with its own agent. */
final class ProcessStarts {
    private static final String PIPELINE = "node('local') { sh 'date +started=%s%N' }\n";
    private static final String MARK = "\nstarted=";
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int WARM_UP = 20;

    private final Stand stand;

    ProcessStarts(Stand stand) {
        this.stand = stand;
    }

    void measure(int processes, Report report) throws IOException, InterruptedException {
        for (int run = 0; run < WARM_UP; run++) {
            stand.millis("processes", PIPELINE);
        }
        var sent = new LinkedHashMap<Long, Instant>();
        long begun = System.nanoTime();
        for (int number = 0; number < processes; number++) {
            TimeUnit.NANOSECONDS.sleep(begun + number * EVERY_NANOS - System.nanoTime());
            var at = Instant.now();
            sent.put(stand.run("processes", PIPELINE), at);
        }
        var waits = new ArrayList<Double>();
        for (var run : sent.entrySet()) {
            stand.await(run.getKey());
            waits.add(ChronoUnit.NANOS.between(
                            run.getValue(), started(stand.text("runs/%d/log".formatted(run.getKey()))))
                    / 1e6);
        }
        var spread = Percentiles.of(waits);
        report.atMost("trigger to process, median", 25, spread.median(), "ms")
                .atMost("trigger to process, 99th percentile", 100, spread.p99(), "ms");
    }

    /** When the process of this log says that it was there. */
    static Instant started(String log) throws IOException {
        int mark = log.indexOf(MARK);
        int end = log.indexOf('\n', mark + 1);
        if (mark < 0 || end < 0) {
            throw new IOException("A process did not say when it started: " + log);
        }
        long nanos = Long.parseLong(log.substring(mark + MARK.length(), end).strip());
        return Instant.ofEpochSecond(0, nanos);
    }
}
