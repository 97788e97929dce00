package dev.millrace.controller.rehearsal;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.source.RunLibrary;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dry runs. Safe for use by many threads. */
public interface Rehearsals {
    /**
     * Rehearses a pipeline to its end, or to a bound.
     *
     * @throws dev.millrace.controller.base.UserError where its tree is not one, or not stored
     */
    Rehearsed rehearse(Request request) throws InterruptedException;

    /**
     * What to rehearse.
     *
     * @param organization whose pipeline it is; empty: nobody's
     * @param project full name
     * @param file name of the pipeline file
     * @param source its text
     * @param tree the working tree that it comes with; empty: the pipeline is all there is of its repository
     * @param libraries shared libraries that it is given
     * @param facts variables about the source: {@code GIT_COMMIT}, {@code BRANCH_NAME}
     * @param parameters of the run
     * @param environment on top of what a run has
     */
    record Request(
            Optional<OrganizationId> organization,
            String project,
            String file,
            String source,
            Optional<Digest> tree,
            List<RunLibrary> libraries,
            Map<String, String> facts,
            Map<String, Object> parameters,
            Map<String, String> environment) {}

    /**
     * How it went.
     *
     * @param end how the program ended
     * @param why what stopped it, for people; empty where it came to its end well
     * @param result of the run, as it would be
     * @param problems of a refused pipeline, and what a failed one failed with
     * @param steps how many it asked for
     * @param calls those steps, in order; the first ones only where they are very many
     */
    record Rehearsed(End end, String why, RunResult result, List<Problem> problems, int steps, List<Listed> calls) {
        public Rehearsed {
            problems = List.copyOf(problems);
            calls = List.copyOf(calls);
        }
    }

    /** How the program ended. */
    enum End {
        /** By itself, with its result. */
        ENDED,
        /** Not begun: validation refused it. */
        REFUSED,
        /** By a failure that it did not catch. */
        FAILED,
        /** By a bound: it waits for something that a dry run cannot give, or computes for too long. */
        STOPPED
    }

    /**
     * A call as it is listed.
     *
     * @param depth how many blocks are around it
     * @param branch innermost branch of {@code parallel} that it is in; empty: none
     * @param name of the step
     * @param call as pipeline code would write it
     * @param file of the source; empty: the pipeline itself
     * @param line from 1; 0 unknown
     */
    record Listed(int depth, String branch, String name, String call, String file, int line) {}
}
