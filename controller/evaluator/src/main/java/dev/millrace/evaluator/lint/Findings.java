package dev.millrace.evaluator.lint;

import dev.millrace.wire.proto.CallFound;
import java.util.List;

/**
 * What the calls of a source are.
 *
 * @param calls of names that the source does not define, in its order
 * @param problems with calls, in its order
 * @param libraries it uses shared libraries, which may define what nothing else does
 */
public record Findings(List<CallFound> calls, List<Finding> problems, boolean libraries) {
    public Findings {
        calls = List.copyOf(calls);
        problems = List.copyOf(problems);
    }
}
