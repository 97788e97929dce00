package dev.millrace.controller.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.store.Database;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rows of {@code organization_limits}. This controller alone owns the database: what was read once is known until it is changed here. */
final class StoredLimits {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;
    private final Map<OrganizationId, RunLimits> known = new ConcurrentHashMap<>();

    StoredLimits(Database database) {
        this.database = database;
    }

    RunLimits of(OrganizationId organization) {
        return known.computeIfAbsent(organization, this::read);
    }

    private RunLimits read(OrganizationId organization) {
        return database.read(connection -> {
            try (var query =
                    connection.prepareStatement("select limits from organization_limits where organization_id = ?")) {
                query.setLong(1, organization.value());
                try (var rows = query.executeQuery()) {
                    return rows.next() ? RunLimits.USUAL.with(parsed(rows.getString(1))) : RunLimits.USUAL;
                }
            }
        });
    }

    /** Only what is not as usual is kept: what becomes usual later holds for the others. */
    void change(OrganizationId organization, RunLimits limits) {
        var changed = limits.named();
        changed.entrySet().removeAll(RunLimits.USUAL.named().entrySet());
        database.write(connection -> {
            try (var change = connection.prepareStatement("""
                    insert into organization_limits (organization_id, limits, changed_at, owner_epoch)
                    values (?, ?::jsonb, now(), ?)
                    on conflict (organization_id) do update set limits = excluded.limits, changed_at = excluded.changed_at,
                        owner_epoch = excluded.owner_epoch""")) {
                change.setLong(1, organization.value());
                change.setString(2, text(changed));
                change.setLong(3, database.epoch());
                return change.executeUpdate();
            }
        });
        known.remove(organization);
    }

    private static Map<String, Long> parsed(String text) {
        try {
            return JSON.readValue(text, new TypeReference<Map<String, Long>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Unreadable limits of an organization", e);
        }
    }

    private static String text(Map<String, Long> limits) {
        try {
            return JSON.writeValueAsString(limits);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Numbers by name can be written", e);
        }
    }
}
