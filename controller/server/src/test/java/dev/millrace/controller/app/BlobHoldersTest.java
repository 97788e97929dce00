package dev.millrace.controller.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobReferences;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.MapValue;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Value;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each holder finds what its rows refer to, in the schema as it is. */
class BlobHoldersTest {
    private static TestDatabase db;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        execute("insert into organization (id, name, created_at, version) values (1, 'o', now(), 0)");
        execute("insert into project (id, organization_id, name, created_at, version) values (1, 1, 'p', now(), 0)");
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static Digest digest(String name) {
        return Digest.sha256(name.getBytes(StandardCharsets.UTF_8));
    }

    private static void execute(String sql) {
        db.database().write(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private static void run(long id, String source, String origin) {
        execute("""
                insert into run (id, organization_id, project_id, number, state, trust, cause, parameters, environment, source, file, definition,
                    semantics, accepted_at, owner_epoch, origin)
                values (%d, 1, 1, %d, 'accepted', 'branch', '{}', '{}', '{}', '%s', 'Jenkinsfile', '\\x%s', 1, now(), 1, %s)""".formatted(id, id, source, digest("pipeline " + id).hex(), origin));
    }

    private static Map<String, Set<Digest>> found() {
        var found = new TreeMap<String, Set<Digest>>();
        for (BlobReferences holder : BlobHolders.all()) {
            db.database().read(connection -> {
                try (var statement = connection.createStatement();
                        var rows = statement.executeQuery(holder.query())) {
                    var digests = found.computeIfAbsent(holder.holder(), _ -> new HashSet<>());
                    while (rows.next()) {
                        if (rows.getBytes(1) != null) {
                            digests.add(Digest.of(rows.getBytes(1)));
                        }
                    }
                    return digests.size();
                }
            });
        }
        return found;
    }

    private static void journal(long run, int step, String name, String text) {
        var entry = JournalEntry.newBuilder()
                .setOutcome(Outcome.newBuilder()
                        .setStep(step)
                        .setValue(Value.newBuilder()
                                .setMap(MapValue.newBuilder()
                                        .addEntries(NamedValue.newBuilder()
                                                .setName("revision")
                                                .setValue(Value.newBuilder().setText("1")))
                                        .addEntries(NamedValue.newBuilder()
                                                .setName(name)
                                                .setValue(Value.newBuilder().setText(text))))))
                .build();
        db.database().write(connection -> {
            try (var statement = connection.prepareStatement(
                    "insert into journal (run_id, seq, at, entry, owner_epoch) values (?, ?, now(), ?, 1)")) {
                statement.setLong(1, run);
                statement.setInt(2, step);
                statement.setBytes(3, entry.toByteArray());
                return statement.executeUpdate();
            }
        });
    }

    @Test
    void every_row_that_refers_to_a_blob_is_found() {
        run(1, "{\"kind\": \"none\", \"facts\": {}}", "null");
        run(
                2,
                """
                {"kind": "WorkingTree", "tree": "%s", "facts": {}, "files": {"tree": "%s", "names": {}},
                 "libraries": [{"name": "a", "tree": "%s", "url": "", "version": ""}, {"name": "b", "tree": "", "url": "x", "version": ""}]}""".formatted(
                                digest("tree").hex(),
                                digest("files").hex(),
                                digest("library").hex()),
                "'{\"fork\": \"%s\"}'".formatted(digest("fork").hex()));
        journal(2, 1, "tree", digest("loaded").hex());
        journal(2, 2, "other", digest("no blob").hex());
        execute("insert into artifact values (2, 'a', 1, 420, sha256('artifact'), 1)");
        execute("insert into stash values (2, 's', sha256('stash'), 1, 1)");
        execute(
                "insert into workspace_snapshot values (1, 2, 1, 1, 'step', sha256('snapshot'), 1, 1, now(), now(), 1)");
        assertEquals(
                new TreeMap<>(Map.of(
                        "pipelines", Set.of(digest("pipeline 1"), digest("pipeline 2")),
                        "working trees", Set.of(digest("tree")),
                        "given libraries", Set.of(digest("library")),
                        "given files", Set.of(digest("files")),
                        "edited journals", Set.of(digest("fork")),
                        "artifacts", Set.of(digest("artifact")),
                        "stashes", Set.of(digest("stash")),
                        "workspace snapshots", Set.of(digest("snapshot")),
                        "journals", Set.of(digest("loaded")))),
                found());
    }
}
