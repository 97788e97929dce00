package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.explain.Because;
import dev.millrace.controller.explain.Because.Kind;
import dev.millrace.controller.explain.Because.Spot;
import dev.millrace.controller.run.Run;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Knows one cause, and the stage {@code Test}. */
final class FakeExplanations {
    private FakeExplanations() {}

    static Because of(Run run, Optional<String> stage) {
        if (stage.filter(name -> !name.equals("Test")).isPresent()) {
            throw new UserError(UserError.Kind.NOT_FOUND, "There is no such stage", "It has Test");
        }
        var failed = because(Kind.FAILED, "sh 'make' failed", 7, new Spot("", 3), List.of("no rule"), List.of());
        return because(Kind.RUN, "Run " + run.number() + " failed", 0, Spot.NONE, List.of(), List.of(failed));
    }

    private static Because because(
            Kind kind, String sentence, int step, Spot place, List<String> output, List<Because> below) {
        return new Because(
                kind, sentence, step, place, Optional.empty(), Optional.of(Duration.ofSeconds(2)), output, below);
    }
}
