package dev.millrace.evaluator.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.wire.proto.Result;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What compares a run with the one before. */
class PostConditionsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "none      | SUCCESS   | changed",
                "none      | FAILURE   | changed",
                "SUCCESS   | SUCCESS   | ''",
                "SUCCESS   | UNSTABLE  | changed regression",
                "SUCCESS   | ABORTED   | changed regression",
                "UNSTABLE  | FAILURE   | changed regression",
                "UNSTABLE  | UNSTABLE  | ''",
                "FAILURE   | SUCCESS   | changed fixed",
                "FAILURE   | UNSTABLE  | changed",
                "UNSTABLE  | SUCCESS   | changed fixed",
                "ABORTED   | SUCCESS   | changed",
                "NOT_BUILT | SUCCESS   | changed",
                "ABORTED   | FAILURE   | changed"
            })
    void a_run_after_another(String before, String now, String holds) {
        assertEquals(
                holds,
                Stream.of("changed", "fixed", "regression")
                        .filter(condition -> PostActions.compares(
                                condition, before == null ? null : Result.valueOf(before), Result.valueOf(now)))
                        .collect(Collectors.joining(" ")));
    }
}
