package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.wire.proto.Result;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The sessions of all runs that are not over. */
final class RunExecutions implements Executions, OpenQuestions, WaitingRuns {
    private final RunEngine engine;
    private final Map<RunId, RunSession> sessions = new ConcurrentHashMap<>();

    RunExecutions(RunEngine engine) {
        this.engine = engine;
        engine.admission().connect(this::begin);
    }

    @Override
    public void advance(RunId run) {
        if (sessions.containsKey(run)) {
            return;
        }
        engine.runs().find(run).ifPresent(found -> {
            if (found.attempt() == 0) {
                engine.admission().join(found);
            } else {
                engine.admission().hold(run, found.organization());
                begin(run, false);
            }
        });
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
        var session = sessions.get(run);
        if (session == null) {
            return List.of();
        }
        var questions = new CompletableFuture<List<Question>>();
        session.questions(questions);
        return questions.join();
    }

    @Override
    public boolean answer(RunId run, int step, Reply reply) {
        var session = sessions.get(run);
        if (session == null) {
            return false;
        }
        var answered = new CompletableFuture<Boolean>();
        session.answer(step, reply, answered);
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
        return new RunSession(run, late, engine, this::forget);
    }

    private void forget(RunId run) {
        sessions.remove(run);
        engine.admission().leave(run);
    }
}
