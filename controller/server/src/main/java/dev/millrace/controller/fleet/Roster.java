package dev.millrace.controller.fleet;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.Ids;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.fleet.Presence.Away;
import dev.millrace.controller.fleet.Presence.Present;
import dev.millrace.controller.store.DatabaseUnavailable;
import dev.millrace.controller.store.Write;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All agents, in memory, backed by their rows. Changes of rows are made one at a time; reads take no lock. */
final class Roster implements Fleet, FleetRegister {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);
    private static final Duration SEEN_SAVED_EVERY = Duration.ofMinutes(5);

    private static final Away NOT_YET = new Away("not connected");

    private final AgentRows rows;
    private final Ids ids;
    private final InstantSource clock;
    private final ReentrantLock changes = new ReentrantLock();
    private final Map<AgentId, AgentRecord> agents = new ConcurrentHashMap<>();
    private final Map<AgentId, Presence> presence = new ConcurrentHashMap<>();
    private final LastSeen seen;
    private final Map<AgentId, Integer> busy = new ConcurrentHashMap<>();
    /** Those that take one job. */
    private final Set<AgentId> ephemeral = ConcurrentHashMap.newKeySet();

    private final Instant startedAt;
    private final Map<Digest, AgentId> byKey = new HashMap<>();
    /** Of those that were not removed. */
    private final Map<String, AgentId> byName = new HashMap<>();

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    Roster(AgentRows rows, Ids ids, InstantSource clock) {
        this.rows = rows;
        this.ids = ids;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.seen = new LastSeen(SEEN_SAVED_EVERY, startedAt);
        rows.all().forEach(this::keep);
    }

    @Override
    public Admission join(Digest key, Introduction said) {
        return admit(key, said, true, known -> known.joinedAgain(said));
    }

    @Override
    public Admission meet(Digest key, Introduction said) {
        return admit(key, said, false, known -> {
            var record = known.cameBack(said);
            if (!record.introduction().labels().equals(said.labels())) {
                LOG.atWarn()
                        .addKeyValue("agent", known.introduction().name())
                        .addKeyValue("asked", said.labels())
                        .addKeyValue("granted", record.introduction().labels())
                        .addKeyValue("hint", "labels are granted at joining: start the agent with a new join token")
                        .log("agent-labels-not-granted");
            }
            return record;
        });
    }

    private Admission admit(Digest key, Introduction said, boolean joining, UnaryOperator<AgentRecord> update) {
        changes.lock();
        try {
            var known = Optional.ofNullable(byKey.get(key)).map(agents::get);
            if (known.isPresent() && known.get().removed()) {
                return new Rejected("removed", "This agent was removed; delete its identity to join as a new one");
            }
            if (known.isEmpty() && !joining) {
                return new Rejected("unknown-key", "No agent with this key ever joined: start it with a join token");
            }
            var named = Optional.ofNullable(byName.get(said.name()));
            if (named.isPresent() && !named.equals(known.map(AgentRecord::id))) {
                return new Rejected(
                        "name-taken",
                        "Another agent is named %s: choose another name, or remove that agent first"
                                .formatted(said.name()));
            }
            if (known.isEmpty()) {
                return new Admitted(add(key, said).id(), said.name());
            }
            var now = clock.instant();
            var record = update.apply(known.get().withKey(known.get().key().shown(key, now)));
            if (!record.equals(known.get())) {
                save(record.seenAt(now));
            }
            return new Admitted(record.id(), record.introduction().name());
        } finally {
            changes.unlock();
        }
    }

    private AgentRecord add(Digest key, Introduction said) {
        var now = clock.instant();
        var record = new AgentRecord(
                new AgentId(ids.next()), AgentKey.joined(key, now), said, "enabled", now, Optional.of(now), false);
        rows.insert(record);
        keep(record);
        return record;
    }

    private void save(AgentRecord record) {
        rows.update(record);
        keep(record);
    }

    private void keep(AgentRecord record) {
        var before = agents.put(record.id(), record);
        if (before != null) {
            byName.remove(before.introduction().name(), before.id());
            forgetKeys(before);
        }
        if (!record.removed()) {
            byName.put(record.introduction().name(), record.id());
        }
        byKey.put(record.key().current(), record.id());
        record.key().next().ifPresent(next -> byKey.put(next, record.id()));
        if (record.ephemeral() && !record.removed()) {
            ephemeral.add(record.id());
        } else {
            ephemeral.remove(record.id());
        }
        record.lastSeenAt().ifPresent(at -> seen.stored(record.id(), at));
    }

    private void forgetKeys(AgentRecord record) {
        byKey.remove(record.key().current(), record.id());
        record.key().next().ifPresent(next -> byKey.remove(next, record.id()));
    }

    @Override
    public boolean keyIsDue(AgentId id) {
        var record = agents.get(id);
        return record != null && record.key().isDue(clock.instant());
    }

    @Override
    public boolean madeKey(AgentId id, Digest key) {
        changes.lock();
        try {
            var record = agents.get(id);
            var other = byKey.get(key);
            if (record == null || record.removed() || (other != null && !other.equals(id))) {
                return false;
            }
            if (!record.key().current().equals(key)) {
                save(record.withKey(record.key().made(key)));
            }
            return true;
        } finally {
            changes.unlock();
        }
    }

    @Override
    public void rotate(AgentId id) {
        change(id, agent -> agent.withKey(agent.key().ask()));
    }

    @Override
    public void present(AgentId agent) {
        presence.put(agent, new Present(clock.instant(), List.of()));
        changed(agent);
    }

    @Override
    public void away(AgentId agent, String reason) {
        presence.put(agent, new Away(reason));
        noteSeen(agent, clock.instant());
        changed(agent);
    }

    @Override
    public void report(AgentId agent, HealthReport health) {
        var at = clock.instant();
        var now = new Present(at, HealthRules.reasons(health, at));
        var before = presence.put(agent, now);
        noteSeen(agent, at);
        if (!(before instanceof Present was && was.unhealthy().equals(now.unhealthy()))) {
            changed(agent);
        }
    }

    private void noteSeen(AgentId agent, Instant at) {
        var record = agents.get(agent);
        if (record != null && !record.removed()) {
            seen.seen(agent, at);
            var due = seen.due(at);
            if (!due.isEmpty()) { // not by who brings a heartbeat
                Thread.ofVirtual().name("agents-seen").start(() -> save(due));
            }
        }
    }

    /** Writes what is not yet written of when agents were last seen. */
    void saveSeen() {
        save(seen.all(clock.instant()));
    }

    private void save(Map<AgentId, Instant> seen) {
        if (seen.isEmpty()) {
            return;
        }
        try {
            rows.seen(seen);
        } catch (DatabaseUnavailable e) {
            LOG.atDebug().addKeyValue("agents", seen.size()).log("agents-seen-not-noted");
        }
    }

    @Override
    public void busy(AgentId agent, int jobs) {
        busy.put(agent, jobs);
    }

    @Override
    public boolean isIdle(AgentId agent) {
        return busy.getOrDefault(agent, 0) == 0;
    }

    @Override
    public void drain(AgentId id, boolean on) {
        change(id, agent -> agent.inState(on ? "draining" : "enabled"));
    }

    @Override
    public void remove(AgentId id) {
        change(id, agent -> agent.inState("removed"));
        presence.remove(id);
        seen.forget(id);
    }

    private void change(AgentId id, UnaryOperator<AgentRecord> change) {
        changes.lock();
        try {
            var record = agents.get(id);
            if (record == null || record.removed()) {
                throw new UserError(UserError.Kind.NOT_FOUND, "There is no agent " + id, "");
            }
            save(change.apply(record));
        } finally {
            changes.unlock();
        }
        changed(id);
    }

    @Override
    public Optional<Write<?>> spend(AgentId id) {
        return whereEphemeral(id, record -> {
            keep(record.spend());
            return new Write<>(AgentRows.SPENT, id);
        });
    }

    @Override
    public Optional<Write<?>> drop(AgentId id) {
        var dropped = whereEphemeral(id, record -> {
            agents.remove(id);
            ephemeral.remove(id);
            byName.remove(record.introduction().name(), id);
            forgetKeys(record);
            presence.remove(id);
            busy.remove(id);
            seen.forget(id);
            return new Write<>(AgentRows.DELETE, id);
        });
        if (dropped.isPresent()) {
            changed(id);
        }
        return dropped;
    }

    private Optional<Write<?>> whereEphemeral(AgentId id, Function<AgentRecord, Write<?>> change) {
        if (!ephemeral.contains(id)) {
            return Optional.empty();
        }
        changes.lock();
        try {
            return Optional.ofNullable(agents.get(id)).map(change);
        } finally {
            changes.unlock();
        }
    }

    @Override
    public List<AgentId> vanished(Instant since) {
        return startedAt.isAfter(since)
                ? List.of()
                : ephemeral.stream()
                        .filter(id -> !(presence.get(id) instanceof Present))
                        .filter(id ->
                                seen.of(id).map(last -> last.isBefore(since)).orElse(true))
                        .toList();
    }

    @Override
    public List<AgentFacts> agents() {
        return all();
    }

    @Override
    public List<AgentFacts> all() {
        return agents.values().stream()
                .filter(agent -> !agent.removed())
                .map(this::facts)
                .sorted(Comparator.comparing(AgentFacts::name))
                .toList();
    }

    @Override
    public Optional<AgentFacts> agent(AgentId id) {
        return facts(id);
    }

    @Override
    public Optional<AgentFacts> facts(AgentId id) {
        return Optional.ofNullable(agents.get(id))
                .filter(agent -> !agent.removed())
                .map(this::facts);
    }

    @Override
    public List<String> sandboxes(AgentId id) {
        var agent = agents.get(id);
        return agent == null ? List.of() : agent.introduction().sandboxes();
    }

    private AgentFacts facts(AgentRecord agent) {
        var said = agent.introduction();
        var labels = new ArrayList<>(said.labels());
        if (!labels.contains(said.name())) {
            labels.add(said.name());
        }
        var now = presence.getOrDefault(agent.id(), NOT_YET);
        return new AgentFacts(
                agent.id(),
                said.name(),
                List.copyOf(labels),
                said.executors(),
                busy.getOrDefault(agent.id(), 0),
                now instanceof Present,
                state(agent),
                said.platform(),
                said.release(),
                now instanceof Present present ? present.unhealthy() : List.of(),
                said.environment(),
                now instanceof Present present ? Optional.of(present.lastSeenAt()) : seen.of(agent.id()),
                said.cpuMillis(),
                said.memoryBytes(),
                said.ephemeral());
    }

    private static String state(AgentRecord agent) {
        return agent.spent() ? "spent" : agent.state();
    }

    @Override
    public Optional<String> unavailable(AgentId id) {
        var agent = agents.get(id);
        if (agent == null || agent.removed()) {
            return Optional.of("removed");
        }
        return switch (presence.getOrDefault(id, NOT_YET)) {
            case Away(var reason) -> Optional.of(reason);
            case Present present
            when !present.unhealthy().isEmpty() -> Optional.of(String.join(", ", present.unhealthy()));
            case Present _ -> state(agent).equals("enabled") ? Optional.empty() : Optional.of(state(agent));
        };
    }

    @Override
    public void follow(Listener listener) {
        listeners.add(listener);
    }

    private void changed(AgentId agent) {
        listeners.forEach(listener -> listener.changed(agent));
    }
}
