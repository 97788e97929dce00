package dev.millrace.controller.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.api.report.TestCase;
import dev.millrace.controller.artifact.RunFiles.Artifact;
import dev.millrace.controller.artifact.RunFiles.Stash;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.blob.BlobModule;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunFilesTest {
    @TempDir
    static Path directory;

    private static TestDatabase db;
    private static BlobStore blobs;
    private static RunFiles files;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        blobs = BlobModule.create(directory, db.database(), db.groupCommit(), InstantSource.system());
        files = ArtifactModule.create(db.database(), blobs);
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static RunId run() {
        return new RunId(db.ids().next());
    }

    private static TreeEntry file(String path, String content) throws IOException {
        var digest = blobs.put(content.getBytes(StandardCharsets.UTF_8));
        return TreeEntry.newBuilder()
                .setPath(path)
                .setMode(0644)
                .setSize(content.length())
                .setDigest(ByteString.copyFrom(digest.bytes()))
                .build();
    }

    private static Digest tree(TreeEntry... entries) throws IOException {
        return blobs.put(
                Tree.newBuilder().addAllEntries(List.of(entries)).build().toByteArray());
    }

    @Test
    void the_regular_files_of_a_tree_become_artifacts_sorted_by_path() throws IOException {
        var run = run();
        var tree = tree(
                file("target/b.jar", "b"),
                file("target/a.jar", "a"),
                TreeEntry.newBuilder()
                        .setPath("target")
                        .setKind(TreeEntry.Kind.DIRECTORY)
                        .build(),
                TreeEntry.newBuilder()
                        .setPath("l")
                        .setKind(TreeEntry.Kind.SYMLINK)
                        .setTarget("/etc/passwd")
                        .build());
        files.addArtifacts(run, 4, tree);
        files.addArtifacts(run, 4, tree);
        assertEquals(
                List.of("target/a.jar", "target/b.jar"),
                files.artifacts(run).stream().map(Artifact::path).toList());
        assertEquals(
                new Artifact("target/a.jar", 1, 0644, Digest.sha256(new byte[] {'a'})),
                files.artifact(run, "target/a.jar").orElseThrow());
        assertEquals(Optional.empty(), files.artifact(run, "l"));
        assertEquals(Optional.empty(), files.artifact(run, "a\0b"));
        assertEquals(List.of(), files.artifacts(run()));
    }

    @Test
    void an_artifact_that_is_archived_again_is_replaced() throws IOException {
        var run = run();
        files.addArtifacts(run, 1, tree(file("x", "old")));
        files.addArtifacts(run, 2, tree(file("x", "newer")));
        assertEquals(5, files.artifact(run, "x").orElseThrow().size());
    }

    @Test
    void artifacts_are_picked_into_a_tree_under_other_paths() throws IOException {
        var run = run();
        files.addArtifacts(run, 1, tree(file("a/b.jar", "b"), file("a/c.jar", "cc"), file("d", "d")));
        var picked = files.pick(run, Map.of("a/c.jar", "libs/é", "d", "libs/z"));
        assertEquals(2, picked.files());
        assertEquals(3, picked.bytes());
        var other = run();
        files.addArtifacts(other, 1, picked.tree());
        assertEquals(
                List.of(
                        new Artifact("libs/z", 1, 0644, Digest.sha256(new byte[] {'d'})),
                        new Artifact("libs/é", 2, 0644, Digest.sha256("cc".getBytes(StandardCharsets.UTF_8)))),
                files.artifacts(other));
    }

    @Test
    void what_another_run_kept_cannot_be_picked() throws IOException {
        files.addArtifacts(run(), 1, tree(file("secret", "s")));
        var refused = assertThrows(UserError.class, () -> files.pick(run(), Map.of("secret", "secret")));
        assertEquals(UserError.Kind.NOT_FOUND, refused.kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a//b", "a/./b", "a/..", "a/"})
    void an_artifact_is_not_picked_to_a_path_that_leaves_the_tree(String path) throws IOException {
        var run = run();
        files.addArtifacts(run, 1, tree(file("x", "x")));
        var refused = assertThrows(UserError.class, () -> files.pick(run, Map.of("x", path)));
        assertEquals(UserError.Kind.INVALID, refused.kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a//b", "a/./b", "a/..", "a/"})
    void a_path_that_leaves_the_tree_is_refused(String path) throws IOException {
        var tree = tree(file(path, "x"));
        var refused = assertThrows(UserError.class, () -> files.addArtifacts(run(), 1, tree));
        assertEquals(UserError.Kind.INVALID, refused.kind());
    }

    @Test
    void a_tree_of_which_something_is_not_stored_or_malformed_is_refused() throws IOException {
        var run = run();
        var absent = TreeEntry.newBuilder()
                .setPath("a")
                .setDigest(
                        ByteString.copyFrom(Digest.sha256(new byte[] {9, 9, 9}).bytes()))
                .build();
        for (var digest : List.of(
                tree(absent),
                tree(absent.toBuilder()
                        .setDigest(ByteString.copyFrom(new byte[31]))
                        .build()),
                tree(absent.toBuilder().setMode(04755).build()),
                blobs.put("not a tree, for sure".getBytes(StandardCharsets.UTF_8)),
                Digest.sha256(new byte[] {1, 2, 3}))) {
            assertThrows(UserError.class, () -> files.addArtifacts(run, 1, digest));
        }
        assertEquals(List.of(), files.artifacts(run));
    }

    @Test
    void a_stash_is_found_by_its_name_in_its_run_only() {
        var run = run();
        var stash = new Stash("src", Digest.sha256(new byte[0]), 3, 1_000);
        files.putStash(run, stash);
        files.putStash(run, stash);
        assertEquals(Optional.of(stash), files.stash(run, "src"));
        assertEquals(Optional.empty(), files.stash(run, "other"));
        assertEquals(Optional.empty(), files.stash(run(), "src"));
        var later = new Stash("src", Digest.sha256(new byte[1]), 4, 2_000);
        files.putStash(run, later);
        assertEquals(Optional.of(later), files.stash(run, "src"));
    }

    @Test
    void test_results_of_a_step_replace_its_earlier_ones() {
        var run = run();
        files.putTests(run, 3, List.of(test("a"), test("b")));
        files.putTests(run, 7, List.of(test("c")));
        files.putTests(run, 3, List.of(test("d")));
        assertEquals(List.of(test("d"), test("c")), files.tests(run));
    }

    @Test
    void a_test_result_may_hold_any_text() {
        var run = run();
        files.putTests(run, 1, List.of(test("nul \0 möwe \uD83D\uDE80 \u001b[31m")));
        assertTrue(files.tests(run).getFirst().name().startsWith("nul \uFFFD möwe \uD83D\uDE80"));
    }

    private static TestCase test(String name) {
        return new TestCase(
                "suite",
                "group",
                name,
                TestCase.Outcome.FAILED,
                Duration.ofMillis(12),
                Optional.of("no"),
                Optional.empty());
    }
}
