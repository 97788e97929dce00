package dev.millrace.api;

import dev.millrace.api.step.StepException;
import java.util.Set;

/**
 * Reads what is in a repository, in the controller: shared libraries come from there. It runs no program of the repository, follows no link out of it, and
 * asks nobody for a password. Called on a virtual thread; many calls at the same time are fine. Needs {@link Permission#NETWORK}.
 */
public interface SourceReader {
    /** The names that pipelines use for its kind of source, for example {@code GitSCMSource}; the first call of a plugin fixes them. */
    Set<String> symbols();

    /**
     * Reads the files of one exact state.
     *
     * @param request what of which repository
     * @return the files, and the state's name, which reads the same files for ever
     * @throws StepException there is no such repository or version, it cannot be reached, or it has more than is allowed; the message says what to do
     * @throws InterruptedException the run no longer wants it; pass it on
     */
    SourceSnapshot read(SourceRequest request) throws StepException, InterruptedException;
}
