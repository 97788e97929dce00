package dev.millrace.plugins.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.SourceRequest;
import dev.millrace.api.SourceSnapshot;
import dev.millrace.api.step.StepException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitReaderTest {
    @TempDir
    Path directory;

    private final GitReader reader = new GitReader();
    private Upstream upstream;

    @BeforeEach
    void repository() throws Exception {
        upstream = new Upstream(directory.resolve("library"));
        upstream.commit("vars/hello.groovy", "def call() { 'one' }");
        upstream.git("tag", "v1");
        upstream.commit("vars/hello.groovy", "def call() { 'two' }");
        upstream.commit("README.md", "About.");
        upstream.git("branch", "side");
        upstream.commit("src/a/B.groovy", "package a");
    }

    private SourceSnapshot read(String version) throws Exception {
        return reader.read(new SourceRequest(upstream.url(), version, List.of("vars", "src"), 100, 10_000, 100_000));
    }

    private static String hello(SourceSnapshot snapshot) {
        return new String(snapshot.files().get("vars/hello.groovy"), StandardCharsets.UTF_8);
    }

    @Test
    void a_branch_a_tag_and_a_commit_each_name_one_commit() throws Exception {
        var main = read("main");
        assertEquals(upstream.git("rev-parse", "main"), main.revision());
        assertEquals(
                List.of("src/a/B.groovy", "vars/hello.groovy"),
                List.copyOf(main.files().keySet()));
        assertEquals("def call() { 'two' }", hello(main));
        assertEquals("def call() { 'one' }", hello(read("v1")));
        assertEquals(
                List.of("vars/hello.groovy"), List.copyOf(read("side").files().keySet()));
        var first = upstream.git("rev-parse", "v1");
        assertEquals("def call() { 'one' }", hello(read(first)));
        assertEquals(first, read(first.substring(0, 10)).revision());
        assertEquals(main.revision(), read("HEAD").revision());
    }

    @Test
    void an_annotated_tag_is_its_commit() throws Exception {
        upstream.git("-c", "user.name=T", "-c", "user.email=t@example.org", "tag", "-a", "-m", "x", "v2", "side");
        assertEquals(upstream.git("rev-parse", "side"), read("v2").revision());
    }

    @Test
    void a_branch_that_moved_is_read_again() throws Exception {
        assertEquals("def call() { 'two' }", hello(read("main")));
        upstream.commit("vars/hello.groovy", "def call() { 'three' }");
        assertEquals("def call() { 'three' }", hello(read("main")));
    }

    @Test
    void a_version_that_is_not_there_is_named_with_those_that_are() {
        var failure = assertThrows(StepException.class, () -> read("v9"));
        assertTrue(
                String.valueOf(failure.getMessage()).endsWith("has no branch, tag or commit v9. It has v1, main, side"),
                failure::getMessage);
        assertThrows(StepException.class, () -> read("0123456789012345678901234567890123456789"));
    }

    @Test
    void what_is_larger_than_allowed_is_refused() throws Exception {
        upstream.commit("vars/large.txt", "x".repeat(20_000));
        var failure = assertThrows(StepException.class, () -> read("main"));
        assertTrue(
                String.valueOf(failure.getMessage()).contains("vars/large.txt has 20000 bytes, the limit is 10000"),
                failure::getMessage);
    }

    @Test
    void links_lead_nowhere() throws Exception {
        Files.createSymbolicLink(directory.resolve("library/vars/passwd.groovy"), Path.of("/etc/passwd"));
        upstream.commit("vars/other.groovy", "x");
        assertTrue(!read("main").files().containsKey("vars/passwd.groovy"));
    }

    @Test
    void what_is_no_repository_is_named_without_its_password() {
        var nowhere = assertThrows(
                StepException.class,
                () -> reader.read(
                        new SourceRequest("file://" + directory.resolve("none"), "main", List.of(), 1, 1, 1)));
        assertTrue(String.valueOf(nowhere.getMessage()).startsWith("Could not read file://"), nowhere::getMessage);
        assertThrows(
                StepException.class, () -> reader.read(new SourceRequest("ext::sh -c ls", "main", List.of(), 1, 1, 1)));
    }
}
