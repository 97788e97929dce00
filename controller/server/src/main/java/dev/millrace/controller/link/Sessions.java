package dev.millrace.controller.link;

import dev.millrace.controller.base.AgentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The session of each agent that has one. Safe for use by many threads. */
final class Sessions {
    private final Map<AgentId, Session> sessions = new ConcurrentHashMap<>();

    Optional<Session> of(AgentId agent) {
        return Optional.ofNullable(sessions.get(agent));
    }

    List<Session> all() {
        return List.copyOf(sessions.values());
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
