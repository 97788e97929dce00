package dev.millrace.api;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import java.util.Map;
import java.util.Set;

/** One kind of source control behind the {@code checkout} step. */
public interface Checkout {
    /** The names that {@code checkout([$class: NAME, ...])} and {@code scm} use for it, for example {@code GitSCM} and {@code scmGit}. */
    Set<String> symbols();

    /**
     * Puts a revision into the current directory of the workspace.
     *
     * @param call the {@code checkout} step's call
     * @param scm what the pipeline said of the source, {@code $class} left out
     * @return variables that describe what was checked out ({@code GIT_COMMIT}, {@code GIT_BRANCH}, {@code GIT_URL}, ...)
     * @throws StepException if it cannot be checked out; the message says what to do
     */
    Map<String, String> checkout(StepCall call, Map<String, Object> scm) throws StepException, InterruptedException;
}
