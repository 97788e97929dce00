package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import java.util.List;

/** Questions of {@code input} steps. Safe for use by many threads. */
public interface OpenQuestions {
    /** What a run waits for, in the order of asking; empty of a run that is over. */
    List<Question> open(RunId run);

    /**
     * Answers a question. False where there is none open at that step: somebody else was faster, or the run went on without it.
     *
     * @throws dev.millrace.controller.base.UserError who answers may not, or a value does not fit; the question stays open
     */
    boolean answer(RunId run, int step, Reply reply);
}
