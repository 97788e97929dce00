package dev.millrace.controller.execution;

import dev.millrace.controller.artifact.RunFiles;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.blob.MemoryBlobs;
import dev.millrace.controller.definition.Definitions;
import dev.millrace.controller.evaluator.EvaluatorLauncher;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import dev.millrace.controller.evaluator.Isolation;
import dev.millrace.controller.log.LogModule;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunModule;
import dev.millrace.controller.run.RunState;
import dev.millrace.controller.snapshot.SnapshotModule;
import dev.millrace.controller.source.LibraryTrees;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.source.SourceModule;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.controller.tenant.Settings;
import dev.millrace.controller.tenant.TenantModule;
import dev.millrace.controller.tool.ToolModule;
import dev.millrace.controller.trigger.Accepting;
import dev.millrace.controller.trigger.Cause;
import dev.millrace.controller.trigger.TriggerModule;
import dev.millrace.controller.trigger.TriggerRequest;
import dev.millrace.controller.trigger.Urgency;
import dev.millrace.wire.proto.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** The parts of a controller that move runs, on a real database, with agents that outlive it. {@link #crash} drops all that it had in memory. */
final class TestController implements AutoCloseable {
    /** What outlives controllers. */
    record World(
            TestDatabase db,
            Shop shop,
            FakeAgents agents,
            EvaluatorLauncher launcher,
            Texts texts,
            FakeLibraries libraries,
            MemoryBlobs blobs,
            FakeLocks locks) {
        static World create(TestDatabase db, EvaluatorLauncher launcher) {
            return new World(
                    db,
                    new Shop(db.database()),
                    new FakeAgents(),
                    launcher,
                    new Texts(),
                    new FakeLibraries(),
                    new MemoryBlobs(),
                    new FakeLocks(SchedulingRules.on(db.database())));
        }
    }

    final CrashingCommit commits;
    final RunLogs logs;
    final RunModule runs;
    final ExecutionModule module;
    final Settings settings;
    final FakeSteps steps = new FakeSteps();
    private final World world;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    TestController(World world, int unitsUntilCrash) {
        this(world, unitsUntilCrash, usual(Duration.ofMinutes(1)));
    }

    TestController(World world, int unitsUntilCrash, Duration restAfter) {
        this(world, unitsUntilCrash, usual(restAfter));
    }

    private static ExecutionSettings usual(Duration restAfter) {
        return new ExecutionSettings(restAfter, Duration.ofMinutes(1), 1000);
    }

    /** Has so few places that one organization has one. */
    static TestController crowded(World world) {
        return new TestController(
                world, Integer.MAX_VALUE, new ExecutionSettings(Duration.ofMinutes(1), Duration.ofMinutes(1), 2));
    }

    /** So many triggers are being accepted. */
    static TestController accepting(World world, AtomicInteger count) {
        return new TestController(world, Integer.MAX_VALUE, usual(Duration.ofMinutes(1)), count::get);
    }

    private TestController(World world, int unitsUntilCrash, ExecutionSettings settingsOfRuns) {
        this(world, unitsUntilCrash, settingsOfRuns, () -> 0);
    }

    private TestController(World world, int unitsUntilCrash, ExecutionSettings settingsOfRuns, IntSupplier accepting) {
        this.world = world;
        commits = new CrashingCommit(world.db().groupCommit(), unitsUntilCrash);
        var clock = InstantSource.system();
        logs = LogModule.create(world.db().database(), commits, clock, executor);
        runs = RunModule.create(
                world.db().database(), commits, world.texts(), world.db().ids(), clock, executor);
        settings = TenantModule.settings(world.db().database());
        var door = world.agents().door(commits);
        var snapshots = SnapshotModule.create(
                world.db().database(), world.blobs(), door, world.db().ids(), clock);
        module = ExecutionModule.create(
                world.db().database(),
                commits,
                runs,
                world.shop(),
                settings,
                world.texts(),
                door,
                new StepDoors(
                        steps,
                        door,
                        logs,
                        new NoFiles(),
                        snapshots.snapshots(),
                        snapshots.taking(),
                        world.libraries(),
                        new LibraryTrees(world.blobs()),
                        world.blobs(),
                        world.locks(),
                        ToolModule.create(world.db().database(), world.shop(), clock)),
                world.launcher(),
                new EvaluatorSettings(
                        Path.of("java"),
                        "",
                        "",
                        Path.of("."),
                        64 << 20,
                        List.of(),
                        0,
                        1000,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(20),
                        Isolation.OFF),
                world.db().ids(),
                "http://localhost/",
                settingsOfRuns,
                accepting,
                clock,
                executor);
    }

    /** Gives a program that is aborted a second to end. */
    static TestController impatient(World world) {
        return new TestController(
                world, Integer.MAX_VALUE, new ExecutionSettings(Duration.ofMinutes(1), Duration.ofSeconds(1), 1000));
    }

    static TestController sound(World world) {
        return new TestController(world, Integer.MAX_VALUE);
    }

    /** Programs that wait leave their evaluator as soon as they may. */
    static TestController restful(World world) {
        return new TestController(world, Integer.MAX_VALUE, Duration.ZERO);
    }

    RunId accept(String pipeline) {
        return accept(pipeline, new RunSource(Optional.empty(), Map.of()));
    }

    RunId accept(String pipeline, RunSource source) {
        return accept(pipeline, source, Map.of());
    }

    RunId accept(String pipeline, RunSource source, Map<String, Object> parameters) {
        return accept(pipeline, source, parameters, "ada", Optional.empty(), Urgency.USUAL);
    }

    RunId accept(
            String pipeline,
            RunSource source,
            Map<String, Object> parameters,
            String by,
            Optional<String> key,
            Urgency urgency) {
        return TriggerModule.create(
                        SourceModule.workingTrees(world.blobs()), settings, runs.acceptor(), new Accepting(), _ -> {})
                .accept(new TriggerRequest(
                        world.shop().project,
                        "branch",
                        new Cause.User(by),
                        parameters,
                        Map.of(),
                        source,
                        "Jenkinsfile",
                        pipeline,
                        key,
                        urgency));
    }

    Run finish(RunId run) throws Exception {
        var done = new CompletableFuture<Void>();
        try (var _ = runs.runs().follow(run, () -> {
            if (over(run)) {
                done.complete(null);
            }
        })) {
            if (!over(run)) {
                done.get(20, TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            throw new AssertionError("The run does not end; its log is\n" + log(run), e);
        }
        return runs.runs().find(run).orElseThrow();
    }

    private boolean over(RunId run) {
        return runs.runs().find(run).orElseThrow().state() instanceof RunState.Finished;
    }

    void awaitLog(RunId run, String text) throws Exception {
        var found = new CompletableFuture<Void>();
        try (var _ = logs.follow(run, _ -> {
            if (log(run).contains(text)) {
                found.complete(null);
            }
        })) {
            if (!log(run).contains(text)) {
                found.get(20, TimeUnit.SECONDS);
            }
        }
    }

    List<JournalEntry> journal(RunId run) {
        return new Journal(world.db().database()).load(run);
    }

    String log(RunId run) {
        var out = new ByteArrayOutputStream();
        try {
            logs.copy(run, 0, Long.MAX_VALUE, out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** All that was handed to the writer is durable; nothing else happens any more. */
    void crash() {
        commits.crash();
        commits.settle();
        module.close();
        executor.shutdownNow();
    }

    @Override
    public void close() {
        crash();
    }

    /** Pipelines by the digest of their text. */
    static final class Texts implements Definitions {
        private final Map<Digest, String> texts = new HashMap<>();

        @Override
        public synchronized Digest keep(String text) {
            var digest = Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
            texts.put(digest, text);
            return digest;
        }

        @Override
        public synchronized String text(Digest digest) {
            return java.util.Objects.requireNonNull(texts.get(digest));
        }
    }

    private static final class NoFiles implements RunFiles {
        @Override
        public void addArtifacts(RunId run, int step, Digest tree) {}

        @Override
        public List<Artifact> artifacts(RunId run) {
            return List.of();
        }

        @Override
        public Optional<Artifact> artifact(RunId run, String path) {
            return Optional.empty();
        }

        @Override
        public Picked pick(RunId run, java.util.Map<String, String> paths) {
            throw new UnsupportedOperationException("not of this fake");
        }

        @Override
        public void inherit(RunId from, RunId to, java.util.Map<Integer, Integer> steps) {}

        @Override
        public void putStash(RunId run, Stash stash) {}

        @Override
        public Optional<Stash> stash(RunId run, String name) {
            return Optional.empty();
        }

        @Override
        public void putTests(RunId run, int step, List<dev.millrace.api.report.TestCase> cases) {}

        @Override
        public List<dev.millrace.api.report.TestCase> tests(RunId run) {
            return List.of();
        }
    }
}
