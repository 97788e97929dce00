package dev.millrace.controller.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.controller.queue.LockNeed.Labelled;
import dev.millrace.controller.queue.LockNeed.Named;
import dev.millrace.controller.queue.LockNeed.Target;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Needs as JSON. Only what a job needs is written; what is missing is not needed, so that rows of earlier releases can be read. */
final class NeedsText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NeedsText() {}

    /** Null: nothing is needed. */
    static @Nullable String write(Needs needs) {
        if (needs.equals(Needs.NONE)) {
            return null;
        }
        var json = JSON.createObjectNode();
        put(json, "cpuMillis", needs.resources().cpuMillis());
        put(json, "memoryBytes", needs.resources().memoryBytes());
        if (!needs.resources().named().isEmpty()) {
            var named = json.putObject("named");
            needs.resources().named().forEach(named::put);
        }
        locks(json, needs.locks());
        if (!needs.group().name().isEmpty()) {
            json.put("group", needs.group().name());
            put(json, "cancelInProgress", needs.group().cancelInProgress());
        }
        for (var throttle : needs.throttles()) {
            json.withArray("throttles")
                    .addObject()
                    .put("category", throttle.category())
                    .put("most", throttle.most())
                    .put("mostPerAgent", throttle.mostPerAgent());
        }
        if (needs.notBefore().isAfter(Instant.EPOCH)) {
            json.put("notBefore", needs.notBefore().toString());
        }
        if (!needs.cache().isEmpty()) {
            json.put("cache", needs.cache());
        }
        return json.toString();
    }

    private static void locks(ObjectNode json, LockNeed locks) {
        for (var target : locks.targets()) {
            var one = json.withArray("locks").addObject();
            switch (target) {
                case Named(var name) -> one.put("name", name);
                case Labelled(var label, var quantity) ->
                    one.put("label", label).put("quantity", quantity);
            }
        }
        put(json, "inverse", locks.inverse());
        put(json, "skip", locks.skip());
    }

    private static void put(ObjectNode json, String key, long value) {
        if (value != 0) {
            json.put(key, value);
        }
    }

    private static void put(ObjectNode json, String key, boolean value) {
        if (value) {
            json.put(key, true);
        }
    }

    static Needs read(@Nullable String text) throws SQLException {
        if (text == null) {
            return Needs.NONE;
        }
        try {
            return read(JSON.readTree(text));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new SQLException("A job's needs cannot be read: the row was not written by Millrace", e);
        }
    }

    private static Needs read(JsonNode json) {
        var named = new TreeMap<String, Long>();
        json.path("named")
                .properties()
                .forEach(one -> named.put(one.getKey(), one.getValue().asLong()));
        var notBefore = json.path("notBefore").asText("");
        return new Needs(
                new Resources(
                        json.path("cpuMillis").asLong(),
                        json.path("memoryBytes").asLong(),
                        named),
                new LockNeed(
                        targets(json),
                        json.path("inverse").asBoolean(),
                        json.path("skip").asBoolean()),
                new ConcurrencyGroup(
                        json.path("group").asText(""),
                        json.path("cancelInProgress").asBoolean()),
                throttles(json),
                notBefore.isEmpty() ? Instant.EPOCH : Instant.parse(notBefore),
                json.path("cache").asText(""));
    }

    private static List<Target> targets(JsonNode json) {
        var targets = new ArrayList<Target>();
        for (var one : json.path("locks")) {
            targets.add(
                    one.has("name")
                            ? new Named(one.path("name").asText())
                            : new Labelled(
                                    one.path("label").asText(),
                                    one.path("quantity").asInt()));
        }
        return targets;
    }

    private static List<Throttle> throttles(JsonNode json) {
        var throttles = new ArrayList<Throttle>();
        for (var one : json.path("throttles")) {
            throttles.add(new Throttle(
                    one.path("category").asText(""),
                    one.path("most").asInt(),
                    one.path("mostPerAgent").asInt()));
        }
        return throttles;
    }
}
