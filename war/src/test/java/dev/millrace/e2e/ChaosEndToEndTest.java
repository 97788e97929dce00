package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Disasters at random while jobs go on, by {@code millrace bench chaos}, which counts them in a ledger of their own. */
class ChaosEndToEndTest {
    private static final int PATIENCE_MINUTES = 60;

    @Test
    void a_few_jobs_outlive_a_few_disasters() throws Exception {
        chaos("12", System.getProperty("millrace.chaos.seed", "20261127"));
    }

    /** {@code -Dmillrace.chaos.jobs} says how many, {@code -Dmillrace.chaos.seed} which sequence. */
    @Test
    @Tag("deep")
    void thousands_of_jobs_outlive_a_sequence_of_disasters() throws Exception {
        chaos(System.getProperty("millrace.chaos.jobs", "2000"), System.getProperty("millrace.chaos.seed", "1"));
    }

    private static void chaos(String jobs, String seed) throws Exception {
        try (var installation = Installation.empty()) {
            var running = installation.launch("bench", "chaos", "--jobs", jobs, "--rate", "4", "--seed", seed);
            assertTrue(running.process().waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES), "it does not end");
            var finished = Installation.finish(running);
            System.out.println(finished.out());
            assertEquals(0, finished.code(), () -> finished.out() + finished.err());
            var figures = new ObjectMapper().readTree(finished.out()).path("figures");
            assertEquals(
                    Integer.parseInt(jobs),
                    figures.path("triggers acknowledged").path("value").asInt());
        }
    }
}
