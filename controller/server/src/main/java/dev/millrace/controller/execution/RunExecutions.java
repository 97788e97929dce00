package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
        session(run).abort(reason);
    }

    @Override
    public boolean answer(RunId run, int step, boolean proceed, String by) {
        var answered = new CompletableFuture<Boolean>();
        var session = sessions.get(run);
        if (session == null) {
            return false;
        }
        session.answer(step, proceed, by, answered::complete);
        return answered.join();
    }

    private RunSession session(RunId run) {
        return sessions.computeIfAbsent(run, id -> {
            var session = new RunSession(id, engine, sessions::remove);
            session.takeUp();
            return session;
        });
    }
}
