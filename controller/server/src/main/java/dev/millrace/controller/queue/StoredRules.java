package dev.millrace.controller.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.store.Database;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Rows of {@code scheduling_rule}. This controller alone owns the database: what was read once is known until it is changed here. */
final class StoredRules implements SchedulingRules {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final Map<OrganizationId, OrganizationRules> known = new ConcurrentHashMap<>();
    private final CopyOnWriteArrayList<Consumer<OrganizationId>> followers = new CopyOnWriteArrayList<>();

    StoredRules(Database database) {
        this.database = database;
        known.putAll(read());
    }

    @Override
    public OrganizationRules of(OrganizationId organization) {
        return known.getOrDefault(organization, OrganizationRules.NONE);
    }

    @Override
    public Map<OrganizationId, OrganizationRules> all() {
        return Map.copyOf(known);
    }

    @Override
    public void lock(OrganizationId organization, String name, Set<String> labels) {
        var rule = JSON.createObjectNode();
        new TreeSet<>(labels).forEach(rule.putArray("labels")::add);
        put(organization, Kind.LOCK, name, rule);
    }

    @Override
    public void throttle(OrganizationId organization, Throttle throttle) {
        put(
                organization,
                Kind.THROTTLE,
                throttle.category(),
                JSON.createObjectNode().put("most", throttle.most()).put("mostPerAgent", throttle.mostPerAgent()));
    }

    @Override
    public void share(OrganizationId organization, String project, Entitlement entitlement) {
        put(
                organization,
                Kind.SHARE,
                project,
                JSON.createObjectNode()
                        .put("weight", entitlement.weight())
                        .put("mostShare", entitlement.mostShare())
                        .put("mostJobs", entitlement.mostJobs()));
    }

    @Override
    public void floor(OrganizationId organization, String sandbox) {
        put(organization, Kind.SANDBOX, "", JSON.createObjectNode().put("floor", sandbox));
    }

    private void put(OrganizationId organization, Kind kind, String name, ObjectNode rule) {
        database.write(connection -> {
            try (var change = connection.prepareStatement("""
                    insert into scheduling_rule (organization_id, kind, name, rule, changed_at, owner_epoch)
                    values (?, ?, ?, ?::jsonb, now(), ?)
                    on conflict (organization_id, kind, name) do update set rule = excluded.rule, changed_at = excluded.changed_at,
                        owner_epoch = excluded.owner_epoch""")) {
                change.setLong(1, organization.value());
                change.setString(2, text(kind));
                change.setString(3, name);
                change.setString(4, rule.toString());
                change.setLong(5, database.epoch());
                return change.executeUpdate();
            }
        });
        changed(organization);
    }

    @Override
    public boolean remove(OrganizationId organization, Kind kind, String name) {
        var removed = database.write(connection -> {
            try (var change = connection.prepareStatement(
                    "delete from scheduling_rule where organization_id = ? and kind = ? and name = ?")) {
                change.setLong(1, organization.value());
                change.setString(2, text(kind));
                change.setString(3, name);
                return change.executeUpdate();
            }
        });
        changed(organization);
        return removed > 0;
    }

    private void changed(OrganizationId organization) {
        known.put(organization, read().getOrDefault(organization, OrganizationRules.NONE));
        followers.forEach(follower -> follower.accept(organization));
    }

    @Override
    public void follow(Consumer<OrganizationId> changed) {
        followers.add(changed);
    }

    private Map<OrganizationId, OrganizationRules> read() {
        return database.read(connection -> {
            try (var query = connection.prepareStatement(
                            "select organization_id, kind, name, rule::text from scheduling_rule order by organization_id, kind, name");
                    var rows = query.executeQuery()) {
                var found = new HashMap<OrganizationId, OrganizationRules>();
                while (rows.next()) {
                    var organization = new OrganizationId(rows.getLong(1));
                    var before = found.getOrDefault(organization, OrganizationRules.NONE);
                    found.put(
                            organization, with(before, rows.getString(2), rows.getString(3), json(rows.getString(4))));
                }
                return found;
            }
        });
    }

    private static OrganizationRules with(OrganizationRules before, String kind, String name, JsonNode rule)
            throws SQLException {
        var locks = new TreeMap<>(before.locks());
        var throttles = new TreeMap<>(before.throttles());
        var shares = new TreeMap<>(before.shares());
        var floor = before.floor();
        switch (kind) {
            case "lock" -> {
                var labels = new TreeSet<String>();
                rule.path("labels").forEach(label -> labels.add(label.asText()));
                locks.put(name, labels);
            }
            case "throttle" ->
                throttles.put(
                        name,
                        new Throttle(
                                name,
                                rule.path("most").asInt(),
                                rule.path("mostPerAgent").asInt()));
            case "share" ->
                shares.put(
                        name,
                        new Entitlement(
                                rule.path("weight").asDouble(1),
                                rule.path("mostShare").asDouble(1),
                                rule.path("mostJobs").asInt()));
            case "sandbox" -> floor = rule.path("floor").asText();
            default -> throw new SQLException("An unknown kind of scheduling rule: " + kind);
        }
        return new OrganizationRules(locks, throttles, shares, floor);
    }

    private static String text(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static JsonNode json(String text) throws SQLException {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SQLException("A scheduling rule cannot be read", e);
        }
    }
}
