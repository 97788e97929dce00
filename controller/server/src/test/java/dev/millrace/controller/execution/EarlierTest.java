package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.RunState;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlierTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accepted  | any running not-failed",
                "running   | any running not-failed",
                "SUCCESS   | any completed built not-failed successful",
                "UNSTABLE  | any completed built not-failed",
                "FAILURE   | any completed built failed",
                "NOT_BUILT | any completed not-failed",
                "ABORTED   | any completed built not-failed"
            })
    void an_earlier_run_is_each_of_these(String run, String fits) {
        assertEquals(
                fits,
                Arrays.stream("any completed running built failed not-failed successful".split(" "))
                        .filter(key -> Earlier.named(key).fits(state(run)))
                        .collect(Collectors.joining(" ")));
    }

    private static RunState state(String name) {
        return switch (name) {
            case "accepted" -> new RunState.Accepted();
            case "running" -> new RunState.Running(Instant.EPOCH);
            default -> new RunState.Finished(Instant.EPOCH, Instant.EPOCH, RunResult.valueOf(name));
        };
    }
}
