package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.Runs;
import dev.millrace.controller.store.DatabaseUnavailable;
import dev.millrace.wire.proto.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of all runs that are not over. */
final class RunExecutions implements Executions, OpenQuestions, WaitingRuns {
    /** Many together would all be late, the first ones too; so many keep database, evaluators and processors busy. */
    private static final int TAKEN_UP_AT_ONCE = 64;

    private static final int READ_AT_ONCE = 256;

    private static final Logger LOG = LoggerFactory.getLogger(RunExecutions.class);

    private final RunEngine engine;
    private final Map<RunId, RunSession> sessions = new ConcurrentHashMap<>();
    /** Had begun under a controller before this one and are not taken up yet. */
    private final Set<RunId> left = ConcurrentHashMap.newKeySet();

    RunExecutions(RunEngine engine) {
        this.engine = engine;
        engine.admission().connect(this::begin);
    }

    @Override
    public void advance(RunId run) {
        if (known(run).isPresent()) {
            return;
        }
        engine.runs().find(run).ifPresent(found -> {
            if (found.attempt() == 0) {
                engine.admission().join(Runs.Brief.of(found));
            } else {
                engine.admission().hold(run, found.organization());
                begin(run, false);
            }
        });
    }

    /**
     * What a controller before this one left, in the order in which it is to be taken up: runs that had begun, some at a time, or sooner where somebody asks
     * for one; then those that wait join the line. Returns before that is done.
     */
    void takeUp() {
        var begun = engine.runs().begun();
        for (var run : begun) {
            left.add(run.run());
            engine.admission().hold(run.run(), run.organization());
        }
        engine.executor().execute(() -> {
            var room = new Semaphore(TAKEN_UP_AT_ONCE);
            for (int from = 0; from < begun.size(); from += READ_AT_ONCE) {
                takeUp(begun.subList(from, Math.min(begun.size(), from + READ_AT_ONCE)), room);
            }
            joinThoseThatWait();
        });
    }

    private void takeUp(List<Runs.Brief> some, Semaphore room) {
        var read = Map.<RunId, Run>of();
        try {
            read = engine.runs().read(some.stream().map(Runs.Brief::run).toList()).stream()
                    .collect(Collectors.toMap(Run::id, Function.identity()));
        } catch (DatabaseUnavailable e) {
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("runs-read-one-by-one");
        }
        for (var run : some) {
            room.acquireUninterruptibly();
            takeUp(run.run(), Optional.ofNullable(read.get(run.run())), room::release);
        }
    }

    private void joinThoseThatWait() {
        try {
            engine.runs().waiting().stream()
                    .filter(run -> !sessions.containsKey(run.run()))
                    .forEach(engine.admission()::join);
        } catch (DatabaseUnavailable e) {
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("waiting-runs-not-read-yet");
            engine.timers()
                    .at(
                            engine.clock().instant().plusSeconds(1),
                            () -> engine.executor().execute(this::joinThoseThatWait));
        }
    }

    /** Nobody has moved it since it was read, or it is not taken up here. */
    private void takeUp(RunId run, Optional<Run> read, Runnable there) {
        var made = new RunSession(run, read, false, engine, this::forget);
        boolean ours = left.contains(run) && sessions.putIfAbsent(run, made) == null;
        left.remove(run); // not before: who asks for it meanwhile finds it in one of them
        if (ours) {
            made.takeUp(there);
        } else {
            there.run();
        }
    }

    /** Of a run that is not over; one whose turn to be taken up has not come has it now. */
    private Optional<RunSession> known(RunId run) {
        if (left.contains(run)) {
            takeUp(run, Optional.empty(), () -> {});
        }
        return Optional.ofNullable(sessions.get(run));
    }

    @Override
    public void abort(RunId run, String reason) {
        stop(run, reason, Result.ABORTED);
    }

    @Override
    public void supersede(RunId run, String reason) {
        stop(run, reason, Result.NOT_BUILT);
    }

    private void stop(RunId run, String reason, Result result) {
        left.remove(run);
        var made = session(run, engine.admission().withdraw(run));
        var known = sessions.putIfAbsent(run, made);
        if (known != null) {
            known.abort(reason, result);
        } else {
            made.abort(reason, result);
            made.takeUp();
        }
    }

    @Override
    public List<Question> open(RunId run) {
        var session = known(run);
        if (session.isEmpty()) {
            return List.of();
        }
        var questions = new CompletableFuture<List<Question>>();
        session.get().questions(questions);
        return questions.join();
    }

    @Override
    public boolean answer(RunId run, int step, Reply reply) {
        var session = known(run);
        if (session.isEmpty()) {
            return false;
        }
        var answered = new CompletableFuture<Boolean>();
        session.get().answer(step, reply, answered);
        try {
            return answered.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof UserError refusal ? refusal : e;
        }
    }

    @Override
    public List<WaitingRun> waiting() {
        var places = engine.admission().waiting().stream()
                .flatMap(run -> engine.runs().find(run).stream())
                .map(run -> new WaitingRun(run.id(), Kind.PLACE, TurnText.PLACE, run.acceptedAt(), Optional.empty()));
        return Stream.concat(engine.turns().held().values().stream(), places)
                .sorted(Comparator.comparingLong(run -> run.run().value()))
                .toList();
    }

    private void begin(RunId run, boolean late) {
        sessions.computeIfAbsent(run, id -> {
            var session = session(id, late);
            session.takeUp();
            return session;
        });
    }

    private RunSession session(RunId run, boolean late) {
        return new RunSession(run, Optional.empty(), late, engine, this::forget);
    }

    private void forget(RunId run) {
        sessions.remove(run);
        engine.admission().leave(run);
    }
}
