package dev.millrace.controller.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.api.report.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Changes as the database keeps them. */
final class ChangesJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ChangesJson() {}

    static String write(List<Change> changes) {
        var list = JSON.createArrayNode();
        for (var change : changes) {
            var item = list.addObject()
                    .put("commit", clean(change.commit()))
                    .put("author", clean(change.author()))
                    .put("email", clean(change.email()))
                    .put("at", change.at().getEpochSecond())
                    .put("message", clean(change.message()));
            var paths = item.putArray("paths");
            for (var path : change.paths()) {
                paths.addObject().put("edit", path.edit().name()).put("path", clean(path.path()));
            }
        }
        return list.toString();
    }

    /** The database's text holds no zero and no half of a pair. */
    private static String clean(String text) {
        return new String(
                text.replace("\0", "").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8);
    }

    static List<Change> read(String text) {
        try {
            var changes = new ArrayList<Change>();
            for (var item : JSON.readTree(text)) {
                changes.add(new Change(
                        item.path("commit").asText(),
                        item.path("author").asText(),
                        item.path("email").asText(),
                        Instant.ofEpochSecond(item.path("at").asLong()),
                        item.path("message").asText(),
                        paths(item.path("paths"))));
            }
            return changes;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Unreadable changes of a run", e);
        }
    }

    private static List<Change.Path> paths(JsonNode list) {
        var paths = new ArrayList<Change.Path>();
        for (var item : list) {
            paths.add(new Change.Path(
                    item.path("path").asText(),
                    Change.Edit.valueOf(item.path("edit").asText())));
        }
        return paths;
    }
}
