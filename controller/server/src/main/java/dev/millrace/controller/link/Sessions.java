package dev.millrace.controller.link;

import dev.millrace.controller.base.AgentId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The session of each agent that has one. Safe for use by many threads. */
final class Sessions {
    private final Map<AgentId, Session> sessions = new ConcurrentHashMap<>();
    /** Connections with and without an agent that was let in, each with what completes when it is left. */
    private final Map<Session, CompletableFuture<Void>> open = new ConcurrentHashMap<>();

    Optional<Session> of(AgentId agent) {
        return Optional.ofNullable(sessions.get(agent));
    }

    /** Of how many agents. */
    int count() {
        return sessions.size();
    }

    /** A connection is there. */
    void opened(Session session) {
        open.put(session, new CompletableFuture<>());
    }

    /** A connection is gone and has nothing more to do. */
    void left(Session session) {
        var left = open.remove(session);
        if (left != null) {
            left.complete(null);
        }
    }

    /** Hangs up on everyone; completes when all have left. */
    CompletableFuture<Void> closeAll(String reason) {
        var leaving = CompletableFuture.allOf(open.values().toArray(CompletableFuture<?>[]::new));
        open.keySet().forEach(session -> session.disconnected(reason));
        return leaving;
    }

    /** Takes the place of an earlier one, which is given back. */
    @Nullable
    Session enter(AgentId agent, Session session) {
        return sessions.put(agent, session);
    }

    /** False where another one has taken its place. */
    boolean leave(AgentId agent, Session session) {
        return sessions.remove(agent, session);
    }
}
