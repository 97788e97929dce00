package dev.millrace.plugins.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.report.Change;
import dev.millrace.api.report.CheckedOut;
import dev.millrace.testkit.PluginBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What checkouts tell of the commits since the one before, of real repositories. */
class ChangesTest {
    private Upstream upstream;
    private PluginBench bench;
    private String first;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        upstream = new Upstream(directory.resolve("shop"));
        first = upstream.commit("readme", "one\ntwo\nthree\n");
        bench = PluginBench.inWorkspace(new GitPlugin(), Files.createDirectories(directory.resolve("workspace")));
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private CheckedOut checkout() throws Exception {
        bench.run("git", Map.of("url", upstream.url(), "branch", "main"));
        return bench.checkedOut().getLast();
    }

    private static List<String> paths(Change change) {
        return change.paths().stream()
                .map(path -> path.edit() + " " + path.path())
                .toList();
    }

    @Test
    void the_first_checkout_has_no_changes_and_says_why() throws Exception {
        var told = checkout();
        assertEquals(first, told.revision());
        assertEquals(Optional.empty(), told.before());
        assertEquals(List.of(), told.changes());
        assertTrue(bench.log().contains("First time build. Skipping changelog."));
    }

    @Test
    void commits_since_the_checkout_before_are_told_newest_first() throws Exception {
        checkout();
        var second = upstream.commit("src/a b.txt", "x");
        var third = upstream.commit("readme", "other");
        var told = checkout();
        assertEquals(Optional.of(first), told.before());
        assertEquals(
                List.of(third, second),
                told.changes().stream().map(Change::commit).toList());
        var newest = told.changes().getFirst();
        assertEquals("Test", newest.author());
        assertEquals("test@example.org", newest.email());
        assertEquals("Change readme", newest.message());
        assertEquals(List.of("EDIT readme"), paths(newest));
        assertEquals(List.of("ADD src/a b.txt"), paths(told.changes().getLast()));
        assertEquals(List.of(), checkout().changes(), "nothing happened since");
    }

    @Test
    void a_merge_is_told_by_the_commits_that_it_brings() throws Exception {
        checkout();
        upstream.git("checkout", "--quiet", "-b", "side");
        var side = upstream.commit("side", "s");
        upstream.git("checkout", "--quiet", "main");
        var own = upstream.commit("own", "o");
        upstream.git(
                "-c",
                "user.name=Test",
                "-c",
                "user.email=test@example.org",
                "merge",
                "--quiet",
                "--no-ff",
                "-m",
                "Merge side",
                "side");
        var commits = checkout().changes().stream().map(Change::commit).toList();
        assertEquals(2, commits.size());
        assertTrue(commits.containsAll(List.of(side, own)));
    }

    @Test
    void a_rename_is_a_file_gone_and_one_come() throws Exception {
        checkout();
        upstream.git("mv", "readme", "README.md");
        upstream.commit("other", "x");
        assertEquals(
                List.of("ADD README.md", "ADD other", "DELETE readme"),
                paths(checkout().changes().getFirst()).stream().sorted().toList());
    }

    @Test
    void a_branch_that_was_pushed_over_tells_what_is_new_as_long_as_the_old_commit_is_there() throws Exception {
        upstream.commit("gone", "x");
        var old = checkout().revision();
        upstream.git("reset", "--quiet", "--hard", first);
        var fresh = upstream.commit("fresh", "y");
        var told = checkout();
        assertEquals(Optional.of(old), told.before());
        assertEquals(List.of(fresh), told.changes().stream().map(Change::commit).toList());
    }

    @Test
    void a_branch_whose_old_commit_is_gone_has_no_changes_and_says_why(@TempDir Path fresh) throws Exception {
        upstream.commit("gone", "x");
        var old = checkout().revision();
        upstream.git("reset", "--quiet", "--hard", first);
        upstream.commit("fresh", "y");
        upstream.git("reflog", "expire", "--expire=now", "--all");
        upstream.git("gc", "--quiet", "--prune=now");
        var extension = Map.<String, Object>of("$class", "WipeWorkspace");
        bench.checkout(
                "GitSCM",
                Map.of(
                        "userRemoteConfigs",
                        List.of(Map.of("url", upstream.url())),
                        "branches",
                        List.of(Map.of("name", "main")),
                        "extensions",
                        List.of(extension)));
        var told = bench.checkedOut().getLast();
        assertEquals(List.of(), told.changes());
        assertTrue(told.note().contains(old + ", is not in this clone"), told.note());
    }

    @Test
    void another_branch_is_another_source() throws Exception {
        checkout();
        upstream.git("checkout", "--quiet", "-b", "side");
        upstream.commit("side", "s");
        bench.run("git", Map.of("url", upstream.url(), "branch", "side"));
        assertEquals(Optional.empty(), bench.checkedOut().getLast().before());
    }

    @Test
    void who_wants_no_changelog_gets_none() throws Exception {
        checkout();
        upstream.commit("readme", "other");
        bench.run("git", Map.of("url", upstream.url(), "branch", "main", "changelog", false));
        assertEquals(List.of(), bench.checkedOut().getLast().changes());
    }
}
