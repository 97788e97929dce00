package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ProblemRecord;
import java.util.List;

/** A pipeline that is not run: what is wrong with it, all at once. */
public final class Refused extends Exception {
    private final transient List<ProblemRecord> problems;

    /** With at least one problem. */
    public Refused(List<ProblemRecord> problems) {
        super(problems.getFirst().getMessage());
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, at least one. */
    public List<ProblemRecord> problems() {
        return problems;
    }
}
