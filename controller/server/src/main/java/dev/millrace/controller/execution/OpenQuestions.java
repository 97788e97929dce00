package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;

/** Questions of {@code input} steps. Safe for use by many threads. */
public interface OpenQuestions {
    /** Answers a question. False where there is none open at that step. */
    boolean answer(RunId run, int step, boolean proceed, String by);
}
