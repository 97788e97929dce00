package dev.millrace.controller.execution;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.blob.BlobReferences;
import dev.millrace.controller.blob.BlobReferences.Shape;
import dev.millrace.controller.definition.Definitions;
import dev.millrace.controller.evaluator.EvaluatorLauncher;
import dev.millrace.controller.evaluator.EvaluatorModule;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import dev.millrace.controller.lease.Jobs;
import dev.millrace.controller.queue.LockLedger;
import dev.millrace.controller.queue.WaitReasons;
import dev.millrace.controller.run.Attempts;
import dev.millrace.controller.run.RunModule;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.store.DatabaseUnavailable;
import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.tenant.Settings;
import dev.millrace.controller.tenant.Tenants;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This package's part of the controller. */
public final class ExecutionModule implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExecutionModule.class);
    /** After that nobody asks any more why a run waited. */
    private static final Duration REASONS_KEPT = Duration.ofDays(30);

    private final RunEngine engine;
    private final RunExecutions executions;
    private final EvaluatorModule evaluators;
    private final ClockTimers timers;
    private final Programs programs;
    private final Restarts restarts;
    private final Replays replays;
    private final Probing probing;

    private ExecutionModule(
            RunEngine engine,
            EvaluatorModule evaluators,
            ClockTimers timers,
            Milestones milestones,
            Programs programs,
            Attempts attempts) {
        this.evaluators = evaluators;
        this.programs = programs;
        this.engine = engine;
        this.timers = timers;
        this.executions = new RunExecutions(engine);
        this.restarts = new JournalRestarts(engine, attempts, executions);
        this.probing = new Probing(engine.evaluators(), engine.trees(), engine.executor());
        this.replays = new JournalReplays(engine, attempts, executions, programs, probing);
        milestones.connect(executions);
        engine.turns().connect(executions);
        engine.locks().connect(executions);
    }

    /**
     * The blobs that journals name: trees of libraries, as text in the outcome of the step that loaded them. Which of an outcome's texts are such is not
     * looked at: what looks like a digest and is none of a blob does no harm.
     */
    public static BlobReferences blobs() {
        return new BlobReferences("journals", Shape.TREE, """
                select decode((regexp_matches(encode(entry, 'escape'), '[0-9a-f]{64}', 'g'))[1], 'hex')
                from journal where position('tree'::bytea in entry) > 0""");
    }

    /**
     * Builds it; nothing runs before {@link #start}.
     *
     * @param baseUrl of the controller, for links in the environment of steps; ends with a slash
     * @param accepting how many triggers are being made durable at the moment
     * @param executor gives a thread of its own to each action; virtual threads do
     */
    public static ExecutionModule create(
            Database database,
            GroupCommit commits,
            RunModule runs,
            Tenants tenants,
            Settings settingsOfProjects,
            Definitions definitions,
            Jobs jobs,
            StepDoors doors,
            EvaluatorLauncher launcher,
            EvaluatorSettings settings,
            Ids ids,
            String baseUrl,
            ExecutionSettings pace,
            IntSupplier accepting,
            InstantSource clock,
            Executor executor) {
        var timers = new ClockTimers(clock);
        var milestones = new Milestones(new MilestoneRows(database, commits));
        var processes = EvaluatorModule.create(
                launcher, settings, new StepDescriptions(doors.catalog(), settings)::configure, executor);
        var evaluators = processes.evaluators();
        var engine = new RunEngine(
                runs.runs(),
                runs.ledger(),
                new RunBriefs(runs.runs(), tenants, definitions, doors.libraries(), doors.tools(), baseUrl),
                new Journal(database),
                doors.logs(),
                evaluators,
                new LiveSteps(
                        doors.catalog(),
                        doors.operations(),
                        doors.logs(),
                        doors.files(),
                        timers,
                        evaluators,
                        milestones,
                        new EngineBodies(
                                doors.catalog(),
                                doors.libraries(),
                                doors.trees(),
                                runs.runs(),
                                runs.checkouts(),
                                doors.snapshots(),
                                new ToolBodies(doors.tools(), doors.operations(), doors.logs()))),
                doors.trees(),
                new Nodes(jobs, ids, executor, timers, clock),
                new LockDoors(doors.locks(), LockLedger.on(database)),
                WaitReasons.on(database),
                new Workspaces(doors.snapshots(), doors.taking(), executor),
                doors.files(),
                new Admission(
                        pace.places(),
                        settingsOfProjects,
                        accepting,
                        executor,
                        organization -> doors.locks().rules(organization).shares()),
                new Turns(settingsOfProjects, runs.runs()),
                new Forks(doors.blobs()),
                timers,
                clock,
                executor,
                pace.abortGrace(),
                pace.restAfter());
        var lending = new Lending(doors.catalog(), doors.libraries(), doors.trees());
        return new ExecutionModule(
                engine,
                processes,
                timers,
                milestones,
                new EvaluatorPrograms(evaluators, baseUrl, executor, Optional.of(lending)),
                runs.attempts());
    }

    /** Moves runs on. */
    public Executions executions() {
        return executions;
    }

    /** Runs that were accepted and have not begun. */
    public WaitingRuns waiting() {
        return executions;
    }

    /** Runs pipelines that are no runs. */
    public Programs programs() {
        return programs;
    }

    /** Has runs done again. */
    public Restarts restarts() {
        return restarts;
    }

    /** Has runs done again with edited pipelines. */
    public Replays replays() {
        return replays;
    }

    /** Looks into programs of runs. */
    public Probes probes() {
        return (run, journal, length) -> probing.still(
                engine.briefs().of(run), Semantics.pinned(journal).orElse(Semantics.NEWEST), journal, length);
    }

    /** Reads what runs have journaled. */
    public Histories histories() {
        return engine.journal()::load;
    }

    /** Answers questions of runs. */
    public OpenQuestions questions() {
        return executions;
    }

    /** Starts a spare evaluator and takes up every run that is not over: those that had begun first, then those that wait; oldest first. */
    public void start() {
        engine.evaluators().warm();
        executions.takeUp();
        forgetLater(Duration.ofMinutes(10));
    }

    private void forgetLater(Duration pause) {
        timers.at(engine.clock().instant().plus(pause), () -> engine.executor().execute(this::forget));
    }

    private void forget() {
        try {
            engine.reasons().forget(engine.clock().instant().minus(REASONS_KEPT));
        } catch (DatabaseUnavailable e) {
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("wait-reasons-still-kept");
        }
        forgetLater(Duration.ofDays(1));
    }

    /** Ends the evaluators. Runs stand still; the next controller takes them up. */
    @Override
    public void close() {
        timers.close();
        evaluators.close();
    }
}
