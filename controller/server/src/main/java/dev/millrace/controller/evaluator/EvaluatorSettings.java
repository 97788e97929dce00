package dev.millrace.controller.evaluator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How evaluators are started.
 *
 * @param java program that runs them
 * @param classPath theirs, as {@code java -cp} takes it
 * @param mainClass theirs
 * @param directory empty, where they start; made if it is not there
 * @param heapBytes most memory that the programs of one evaluator may have together
 * @param options further options of the virtual machine
 * @param spares evaluators that wait, already started, for a trust domain: 0 or 1
 * @param uncommittedLimit entries that a program may be ahead of what is durable
 * @param startTimeout how long one may take to be ready
 * @param hangTimeout how long one may leave a question unanswered
 * @param isolation how much they are walled in
 */
public record EvaluatorSettings(
        Path java,
        String classPath,
        String mainClass,
        Path directory,
        long heapBytes,
        List<String> options,
        int spares,
        int uncommittedLimit,
        Duration startTimeout,
        Duration hangTimeout,
        Isolation isolation) {
    /** Class that the evaluator's archive starts with. */
    public static final String MAIN_CLASS = "dev.millrace.evaluator.EvaluatorMain";

    public EvaluatorSettings {
        options = List.copyOf(options);
        if (heapBytes < 16L << 20) {
            throw new IllegalArgumentException("An evaluator needs 16 MiB of heap at least, not " + heapBytes);
        }
        if (spares < 0 || spares > 1 || uncommittedLimit < 16) {
            throw new IllegalArgumentException(
                    "Not settings of evaluators: spares %d, uncommitted limit %d".formatted(spares, uncommittedLimit));
        }
    }

    /** What is used where nothing else is said: 256 MiB, the serial collector, quick to start. */
    public static EvaluatorSettings usual(Path java, String classPath, Path directory) {
        return new EvaluatorSettings(
                java,
                classPath,
                MAIN_CLASS,
                directory,
                256L << 20,
                List.of(
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+ErrorFileToStderr",
                        "-Duser.language=en",
                        "-Duser.country=US",
                        "-Duser.timezone=UTC",
                        "-Dfile.encoding=UTF-8"),
                1,
                1024,
                Duration.ofSeconds(30),
                Duration.ofSeconds(60),
                Isolation.AUTO);
    }

    /** With other walls. */
    public EvaluatorSettings isolated(Isolation other) {
        return new EvaluatorSettings(
                java,
                classPath,
                mainClass,
                directory,
                heapBytes,
                options,
                spares,
                uncommittedLimit,
                startTimeout,
                hangTimeout,
                other);
    }

    /** For a controller that only examines pipelines and ends soon: the only evaluator, and no time spent on code that will not run for long. */
    public EvaluatorSettings brief() {
        var brief = new ArrayList<>(options);
        brief.add("-XX:TieredStopAtLevel=1");
        return new EvaluatorSettings(
                java,
                classPath,
                mainClass,
                directory,
                heapBytes,
                brief,
                spares,
                uncommittedLimit,
                startTimeout,
                hangTimeout,
                isolation);
    }
}
