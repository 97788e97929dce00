package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** One benchmark. */
public interface Benchmark {
    /** What the command line calls it. */
    String name();

    /** One sentence for people. */
    String summary();

    /** Its options with their usual values. */
    Map<String, String> options();

    /**
     * Measures.
     *
     * @param home of the distribution under test
     * @param options all of {@link #options}, as given or usual
     */
    Report run(Path home, Map<String, String> options) throws IOException, InterruptedException;

    /** Facts of this machine that decide about speed. */
    static Map<String, Object> machine() throws IOException {
        return Machine.facts();
    }

    /** All there are. */
    static List<Benchmark> all() {
        return List.of(
                new StartBenchmark(),
                new StepsBenchmark(),
                new SandboxBenchmark(),
                new ReplayBenchmark(),
                new WaitingBenchmark(),
                new PlanBenchmark(),
                new JobsBenchmark(),
                new BurstBenchmark(),
                new AgentsBenchmark(),
                new ChaosBenchmark(),
                new RecoverBenchmark(),
                new ScheduleBenchmark(),
                new FairBenchmark(),
                new SnapshotBenchmark(),
                new GroovyBenchmark());
    }
}
