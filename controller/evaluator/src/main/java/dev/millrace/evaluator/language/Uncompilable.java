package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ProblemRecord;
import hudson.AbortException;
import java.util.List;
import java.util.stream.Collectors;

/** A source that the run needed while it ran (a library's, one that was loaded) is not Groovy, or names what is not there. */
public final class Uncompilable extends AbortException {
    private final transient List<ProblemRecord> problems;

    /** With all that is wrong. */
    public Uncompilable(Refused refused) {
        super(refused.problems().stream().map(Uncompilable::line).collect(Collectors.joining("\n")));
        this.problems = refused.problems();
    }

    /** What is wrong, at least one. */
    List<ProblemRecord> problems() {
        return problems;
    }

    private static String line(ProblemRecord problem) {
        return "%s:%d:%d: %s%s"
                .formatted(
                        problem.getFile(),
                        problem.getLine(),
                        problem.getColumn(),
                        problem.getMessage().strip(),
                        problem.getHint().isEmpty() ? "" : " (" + problem.getHint() + ")");
    }
}
