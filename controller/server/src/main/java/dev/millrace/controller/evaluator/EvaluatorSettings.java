package dev.millrace.controller.evaluator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    private static final String FILLED = "-XX:AOTCacheOutput=";
    private static final String USED = "-XX:AOTCache=";

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
                        // classes of runs that are over are kept by soft references alone
                        "-XX:SoftRefLRUPolicyMSPerMB=20",
                        "-XX:-UsePerfData",
                        "-XX:+UseCompactObjectHeaders",
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

    /**
     * With an ahead-of-time cache: to be used, {@code -XX:AOTCache=FILE} and what belongs to it; or to be filled, {@code -XX:AOTCacheOutput=FILE}, by the only
     * evaluator, which ends by itself then and takes its time. Empty: none.
     */
    public EvaluatorSettings cached(List<String> cache) {
        var more = new ArrayList<>(options);
        more.addAll(cache);
        var fills = cache.stream().anyMatch(option -> option.startsWith(FILLED));
        if (fills) {
            more.add("-Dmillrace.train=true");
        }
        return new EvaluatorSettings(
                java,
                classPath,
                mainClass,
                directory,
                heapBytes,
                more,
                fills ? 0 : spares,
                uncommittedLimit,
                startTimeout,
                hangTimeout,
                fills ? Isolation.OFF : isolation);
    }

    /** It is to fill its cache. */
    boolean fillsCache() {
        return options.stream().anyMatch(option -> option.startsWith(FILLED));
    }

    /** The cache that it uses. */
    Optional<Path> cache() {
        return options.stream()
                .filter(option -> option.startsWith(USED))
                .map(option -> Path.of(option.substring(USED.length())))
                .findFirst();
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
