package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;

/** The shell that a {@code sh 'true'} starts, with the same script, started by this JVM. */
final class BareShell {
    private BareShell() {}

    /** Milliseconds from the call to the end, the median of so many. */
    static double millis(int times) throws IOException, InterruptedException {
        var script = Files.createTempFile("millrace-bench-", ".sh");
        try {
            Files.writeString(script, "true");
            var millis = new double[times];
            for (int i = 0; i < times; i++) {
                long begun = System.nanoTime();
                new ProcessBuilder("sh", "-xe", script.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                millis[i] = (System.nanoTime() - begun) / 1e6;
            }
            Arrays.sort(millis);
            return millis[times / 2];
        } finally {
            Files.delete(script);
        }
    }
}
