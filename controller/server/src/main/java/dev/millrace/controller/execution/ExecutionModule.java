package dev.millrace.controller.execution;

import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.definition.Definitions;
import dev.millrace.controller.lease.Jobs;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunModule;
import dev.millrace.controller.store.Database;
import dev.millrace.controller.tenant.Tenants;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/** This package's part of the controller. */
public final class ExecutionModule implements AutoCloseable {
    private final RunEngine engine;
    private final RunExecutions executions;
    private final ClockTimers timers;

    private ExecutionModule(RunEngine engine, ClockTimers timers) {
        this.engine = engine;
        this.timers = timers;
        this.executions = new RunExecutions(engine);
    }

    /** Evaluators as plain processes of this machine. */
    public static EvaluatorLauncher processes(EvaluatorSettings settings) {
        return new EvaluatorProcesses(settings);
    }

    /**
     * Builds it; nothing runs before {@link #start}.
     *
     * @param baseUrl of the controller, for links in the environment of steps; ends with a slash
     * @param executor gives a thread of its own to each action; virtual threads do
     */
    public static ExecutionModule create(
            Database database,
            RunModule runs,
            Tenants tenants,
            Definitions definitions,
            Jobs jobs,
            StepDoors doors,
            EvaluatorLauncher launcher,
            EvaluatorSettings settings,
            Ids ids,
            String baseUrl,
            InstantSource clock,
            Executor executor) {
        var timers = new ClockTimers(clock);
        var evaluators = new Evaluators(
                launcher, settings, () -> StepDescriptions.configure(doors.catalog(), settings), executor);
        var engine = new RunEngine(
                runs.runs(),
                runs.ledger(),
                new RunBriefs(tenants, definitions, baseUrl),
                new Journal(database),
                doors.logs(),
                evaluators,
                new LiveSteps(doors.catalog(), doors.operations(), doors.logs(), doors.files(), timers, evaluators),
                new Nodes(jobs, ids, executor),
                timers,
                clock,
                executor,
                Duration.ofSeconds(60));
        return new ExecutionModule(engine, timers);
    }

    /** Moves runs on. */
    public Executions executions() {
        return executions;
    }

    /** Answers questions of runs. */
    public OpenQuestions questions() {
        return executions;
    }

    /** Starts a spare evaluator and takes up every run that is not over, oldest first. */
    public void start() {
        engine.evaluators().warm();
        engine.runs().unfinished().stream().map(Run::id).forEach((RunId run) -> executions.advance(run));
    }

    /** Ends the evaluators. Runs stand still; the next controller takes them up. */
    @Override
    public void close() {
        timers.close();
        engine.evaluators().close();
    }
}
