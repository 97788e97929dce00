package dev.millrace.controller.run;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs and how they stand. Safe for use by many threads; reads see what is durable. */
public interface Runs {
    /** One run. */
    Optional<Run> find(RunId run);

    /** One run by number. */
    Optional<Run> find(ProjectId project, long number);

    /** Newest first, below an id where one is given. */
    List<Run> ofProject(ProjectId project, Optional<RunId> before, int limit);

    /** Newest first, below an id where one is given. */
    List<Run> ofOrganization(OrganizationId organization, Optional<RunId> before, int limit);

    /** Those of a series, newest first, with numbers below one. */
    List<Run> ofSeries(Series series, long below, int limit);

    /** All that have begun and are not finished, oldest first. Reads no more of each than {@link Brief} has: they may be very many. */
    List<Brief> begun();

    /** These, as they are in the database. For a controller that starts, of runs that it has not moved: of others it may be late. */
    List<Run> read(List<RunId> runs);

    /** All that are accepted and have not begun, oldest first; of each the same. */
    List<Brief> waiting();

    /**
     * What the place of a run in a line follows from.
     *
     * @param priority that whoever started it gave it
     */
    record Brief(RunId run, OrganizationId organization, Series series, OptionalInt priority) {
        /** Of a run. */
        public static Brief of(Run run) {
            return new Brief(
                    run.id(), run.organization(), Series.of(run), run.urgency().priority());
        }
    }

    /** What a run's pipeline calls it. */
    RunTitle title(RunId run);

    /** Stages and branches in the order in which they began. */
    List<StageFacts> stages(RunId run);

    /** Calls back, from some thread, after each durable change of a run's state or stages. */
    AutoCloseable follow(RunId run, Runnable changed);
}
