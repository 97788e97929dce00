package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.wire.proto.Result;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions of all runs that are not over. */
final class RunExecutions implements Executions, OpenQuestions {
    private final RunEngine engine;
    private final Map<RunId, RunSession> sessions = new ConcurrentHashMap<>();

    RunExecutions(RunEngine engine) {
        this.engine = engine;
    }

    @Override
    public void advance(RunId run) {
        session(run);
    }

    @Override
    public void abort(RunId run, String reason) {
        session(run).abort(reason, Result.ABORTED);
    }

    @Override
    public void supersede(RunId run, String reason) {
        session(run).abort(reason, Result.NOT_BUILT);
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

    private RunSession session(RunId run) {
        return sessions.computeIfAbsent(run, id -> {
            var session = new RunSession(id, engine, sessions::remove);
            session.takeUp();
            return session;
        });
    }
}
