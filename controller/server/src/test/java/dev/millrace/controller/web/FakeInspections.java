package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.inspect.Inspections;
import dev.millrace.controller.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Knows one journal of three entries. */
final class FakeInspections implements Inspections {
    private static final List<Line> LINES = List.of(
            new Line(1, Instant.EPOCH, "began", 0, 0, "the program began", new Spot("", 0)),
            new Line(2, Instant.EPOCH, "asked", 7, 1, "sh 'make'", new Spot("", 3)),
            new Line(3, Instant.EPOCH, "outcome", 7, 1, "sh 'make' is done", new Spot("", 3)));

    @Override
    public List<Line> journal(Run run, int from, int limit) {
        return LINES.stream()
                .filter(line -> line.position() >= from)
                .limit(limit)
                .toList();
    }

    @Override
    public State atStep(Run run, int step) {
        if (step != 7) {
            throw new UserError(UserError.Kind.NOT_FOUND, "There is no step " + step, "");
        }
        return at(run, 2);
    }

    @Override
    public State at(Run run, int position) {
        var branch = new Branch(
                0,
                "",
                List.of(new Step(5, "node('linux')", new Spot("", 2))),
                "sh 'make'",
                "",
                "sub",
                Map.of("A", "1"),
                List.of(new Frame("{}", new Spot("vars/x.groovy", 4), List.of(new Variable("n", "Integer", "1")))));
        return new State(position, LINES.size(), List.of(branch), List.of(), false);
    }
}
