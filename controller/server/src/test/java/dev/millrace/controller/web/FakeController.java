package dev.millrace.controller.web;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.Executions;
import dev.millrace.controller.execution.OpenQuestions;
import dev.millrace.controller.execution.Programs.Examined;
import dev.millrace.controller.execution.Question;
import dev.millrace.controller.execution.Reply;
import dev.millrace.controller.execution.WaitingRuns.WaitingRun;
import dev.millrace.controller.fleet.Fleet;
import dev.millrace.controller.lease.Jobs;
import dev.millrace.controller.lease.Lease;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.controller.rehearsal.Rehearsals;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.schedule.Room;
import dev.millrace.controller.trigger.TriggerRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Everything behind the HTTP side in memory, and the real HTTP side before it. A test says how runs go. Tokens are {@code admin}, {@code developer}, {@code viewer}, {@code stranger}. */
public final class FakeController implements AutoCloseable {
    final FakeIdentities identities = new FakeIdentities();
    final FakeTenants tenants = new FakeTenants();
    final FakeCheckouts checkouts = new FakeCheckouts();
    final FakeRuns runs = new FakeRuns();
    final FakeLogs logs = new FakeLogs();
    final FakeBlobs blobs = new FakeBlobs();
    final FakeFiles files = new FakeFiles();
    final FakePlugins plugins = new FakePlugins();
    final FakeFleet fleet = new FakeFleet();
    final List<Jobs.WaitingJob> waiting = new CopyOnWriteArrayList<>();
    final List<String> aborted = new CopyOnWriteArrayList<>();
    final FakeLanguage language = new FakeLanguage();
    volatile Optional<String> unready = Optional.empty();

    private WebModule web;
    private final URI url;

    private FakeController(WebConfig config) {
        web = WebModule.create(doors(), config);
        url = web.url();
    }

    /** On a free port, with heartbeats and limits that tests can wait for. */
    private final FakeQuestions questions = new FakeQuestions();

    public static FakeController start() {
        return new FakeController(config(0));
    }

    private static WebConfig config(int port) {
        return new WebConfig("127.0.0.1", port, "test", 1 << 20, 4 << 20, Duration.ofMillis(300), Duration.ofHours(1));
    }

    /** Asks something in the name of a run. */
    public void ask(RunId run, Question question) {
        questions.asked.put(run, question);
    }

    final FakeKeeping keeping = new FakeKeeping();
    volatile List<WaitingRun> held = List.of();
    final FakeScheduling scheduling = new FakeScheduling();

    WebDoors doors() {
        return new WebDoors(
                new WebDoors.People(identities, tenants, new FakeSettings(), new FakeLibraries(), new FakeTools()),
                new WebDoors.Work(
                        runs,
                        runs,
                        checkouts,
                        executions(),
                        questions,
                        () -> held,
                        new FakeRestarts(),
                        new FakeReplays(),
                        FakeExplanations::of,
                        new FakeInspections(),
                        logs,
                        files),
                new WebDoors.Capacity(
                        fleet, jobs(), scheduling, scheduling, new WebDoors.AgentEntrance("", 7070, "ab".repeat(32))),
                new WebDoors.Blobs(blobs, keeping),
                new WebDoors.Language(language, language),
                plugins,
                () -> unready);
    }

    /** Where it is served. */
    public URI url() {
        return url;
    }

    /** Ends the HTTP side, and with it all connections. */
    public void stopListening() {
        web.close();
    }

    /** Listens again at the same port. */
    public void listenAgain() {
        web = WebModule.create(doors(), config(url.getPort()));
    }

    /** Called after each accepted trigger. */
    public void onAccepted(Runnable then) {
        runs.accepted = then;
    }

    /** What was asked to run, in order. */
    public List<TriggerRequest> accepted() {
        return runs.requests;
    }

    /** The newest run. */
    public RunId newest() {
        return runs.newest();
    }

    /** Adds to a log. */
    public void log(RunId run, byte[] bytes) {
        logs.append(run, 0, bytes, false).join();
    }

    /** Adds text to a log. */
    public void log(RunId run, String text) {
        log(run, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Lets a run begin. */
    public void begin(RunId run) {
        runs.begin(run);
    }

    /** Lets a run end. */
    public void finish(RunId run, RunResult result) {
        runs.finish(run, result);
    }

    /** Lets a run be refused by validation. */
    public void refuse(RunId run, List<Problem> problems) {
        runs.refuse(run, problems);
    }

    /** What the next check of a pipeline finds. */
    public void mistakes(List<Problem> found) {
        language.examined = new Examined(found, Optional.empty(), List.of(), false);
    }

    /** What is said of every pipeline from now on. */
    public void examined(Examined examined) {
        language.examined = examined;
    }

    /** How every dry run goes from now on. */
    public void rehearsed(Rehearsals.Rehearsed rehearsed) {
        language.rehearsed = rehearsed;
    }

    /** What was to be tried, in order. */
    public List<Rehearsals.Request> rehearsals() {
        return language.requests;
    }

    /** The disk of the blob directory is full. */
    public void diskFull(boolean full) {
        blobs.full = full;
    }

    /** A stored blob. */
    public byte[] blob(dev.millrace.controller.base.Digest digest) {
        var bytes = blobs.stored.get(digest);
        if (bytes == null) {
            throw new IllegalArgumentException("Not stored: " + digest);
        }
        return bytes;
    }

    /** How often blobs were sent so far. */
    public int blobs() {
        return blobs.stored.size();
    }

    /** Runs that were aborted, with the reasons. */
    public List<String> aborted() {
        return aborted;
    }

    /** How many read a run's events now. */
    public int followers(RunId run) {
        return runs.followers(run);
    }

    private static final class FakeQuestions implements OpenQuestions {
        private final Map<RunId, Question> asked = new ConcurrentHashMap<>();

        @Override
        public List<Question> open(RunId run) {
            var question = asked.get(run);
            return question == null ? List.of() : List.of(question);
        }

        @Override
        public boolean answer(RunId run, int step, Reply reply) {
            var question = asked.get(run);
            if (question == null || question.step() != step) {
                return false;
            }
            if (!reply.anybody() && !question.mayAnswer(reply.by())) {
                throw new UserError(UserError.Kind.FORBIDDEN, reply.by() + " may not", "");
            }
            return asked.remove(run, question);
        }
    }

    private Executions executions() {
        return new Executions() {
            @Override
            public void advance(RunId run) {
                throw new UnsupportedOperationException("the trigger does that");
            }

            @Override
            public void abort(RunId run, String reason) {
                aborted.add(run + " " + reason);
                runs.finish(run, RunResult.ABORTED);
            }

            @Override
            public void supersede(RunId run, String reason) {
                throw new UnsupportedOperationException("nobody asks for it over HTTP");
            }
        };
    }

    private Jobs jobs() {
        return new Jobs() {
            @Override
            public CompletableFuture<JobId> request(JobRequest request, JobListener listener) {
                throw new UnsupportedOperationException("not of this fake");
            }

            @Override
            public void release(JobId job) {
                throw new UnsupportedOperationException("not of this fake");
            }

            @Override
            public void abort(JobId job, String reason) {
                throw new UnsupportedOperationException("not of this fake");
            }

            @Override
            public Optional<Lease> lease(JobId job) {
                return Optional.empty();
            }

            @Override
            public CompletableFuture<Optional<String>> why(JobId job) {
                return CompletableFuture.completedFuture(Optional.empty());
            }

            @Override
            public Map<AgentId, Room> rooms() {
                return Map.of(
                        new AgentId(5),
                        new Room(
                                OptionalLong.of(8000),
                                OptionalLong.of(6500),
                                OptionalLong.empty(),
                                OptionalLong.empty()));
            }

            @Override
            public List<WaitingJob> waiting() {
                return waiting;
            }
        };
    }

    @Override
    public void close() {
        web.close();
    }

    /** One agent. */
    static final class FakeFleet implements Fleet {
        volatile List<AgentFacts> agents = List.of(new AgentFacts(
                new AgentId(5),
                "builder",
                List.of("builder", "linux"),
                2,
                1,
                true,
                "enabled",
                "linux/amd64",
                "test",
                List.of(),
                Map.of("PRIVATE", "yes"),
                Optional.of(FakeRuns.START),
                8000,
                32L << 30,
                false));

        @Override
        public List<AgentFacts> agents() {
            return agents;
        }

        @Override
        public Optional<AgentFacts> agent(AgentId id) {
            return agents.stream().filter(agent -> agent.id().equals(id)).findFirst();
        }

        @Override
        public void rotate(AgentId id) {}

        @Override
        public void drain(AgentId id, boolean on) {
            var was = agents.getFirst();
            agents = List.of(new AgentFacts(
                    was.id(),
                    was.name(),
                    was.labels(),
                    was.executors(),
                    was.busy(),
                    was.connected(),
                    on ? "draining" : "enabled",
                    was.platform(),
                    was.release(),
                    was.unhealthy(),
                    was.environment(),
                    was.lastSeenAt(),
                    was.cpuMillis(),
                    was.memoryBytes(),
                    was.ephemeral()));
        }

        @Override
        public void remove(AgentId id) {
            agents = List.of();
        }
    }
}
