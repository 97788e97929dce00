package dev.millrace.plugins.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCheckoutTest {
    private Path workspace;
    private Upstream upstream;
    private PluginBench bench;
    private String first;
    private String second;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        upstream = new Upstream(directory.resolve("shop"));
        first = upstream.commit("readme", "one");
        second = upstream.commit("readme", "two");
        workspace = Files.createDirectories(directory.resolve("workspace"));
        bench = PluginBench.inWorkspace(new GitPlugin(), workspace);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void the_git_step_checks_out_a_branch_and_says_what() throws Exception {
        var facts = bench.run("git", Map.of("url", upstream.url(), "branch", "main"));
        assertEquals(Map.of("GIT_COMMIT", second, "GIT_BRANCH", "origin/main", "GIT_URL", upstream.url()), facts);
        assertEquals("two", Files.readString(workspace.resolve("readme")));
        assertTrue(bench.log().contains("Checking out Revision %s (origin/main)".formatted(second)));
        assertTrue(bench.log().contains("Commit message: \"Change readme\""));
    }

    @Test
    void a_second_checkout_uses_the_repository_again_and_knows_the_commit_before() throws Exception {
        checkout("main");
        Files.writeString(workspace.resolve("readme"), "changed by the job");
        Files.writeString(workspace.resolve(".git/index.lock"), "left by a killed git");
        var third = upstream.commit("readme", "three");
        var facts = checkout("*/main");
        assertEquals(third, facts.get("GIT_COMMIT"));
        assertEquals(second, facts.get("GIT_PREVIOUS_COMMIT"));
        assertEquals("three", Files.readString(workspace.resolve("readme")));
    }

    @Test
    void a_commit_is_checked_out_by_its_hash() throws Exception {
        var facts = checkout(first);
        assertEquals(first, facts.get("GIT_COMMIT"));
        assertEquals("detached", facts.get("GIT_BRANCH"));
        assertEquals("one", Files.readString(workspace.resolve("readme")));
    }

    @Test
    void a_tag_is_checked_out_by_its_name() throws Exception {
        upstream.git("tag", "v1", first);
        assertEquals(first, checkout("refs/tags/v1").get("GIT_COMMIT"));
        assertEquals(first, checkout("v1").get("GIT_COMMIT"));
    }

    @Test
    void history_is_cut_off_where_that_is_asked_for_and_completed_later() throws Exception {
        checkout("main", Map.of("$class", "CloneOption", "shallow", true, "depth", 1, "noTags", true));
        assertEquals("1", history());
        checkout("main");
        assertEquals("2", history());
    }

    @Test
    void a_single_commit_is_fetched_alone() throws Exception {
        checkout(first, Map.of("$class", "CloneOption", "depth", 1));
        assertEquals("1", history());
        assertEquals("one", Files.readString(workspace.resolve("readme")));
    }

    @Test
    void it_goes_below_the_current_directory_where_that_is_asked_for() throws Exception {
        checkout("main", Map.of("$class", "RelativeTargetDirectory", "relativeTargetDir", "-sub/shop"));
        assertEquals("two", Files.readString(workspace.resolve("-sub/shop/readme")));
        var outside = Map.<String, Object>of("$class", "RelativeTargetDirectory", "relativeTargetDir", "../out");
        assertEquals(
                "outside-workspace",
                assertThrows(StepException.class, () -> checkout("main", outside))
                        .reason());
    }

    @Test
    void what_git_does_not_track_is_removed_where_that_is_asked_for() throws Exception {
        checkout("main");
        Files.writeString(workspace.resolve("left-over"), "x");
        checkout("main");
        assertTrue(Files.exists(workspace.resolve("left-over")));
        checkout("main", Map.of("$class", "CleanBeforeCheckout"));
        assertFalse(Files.exists(workspace.resolve("left-over")));
    }

    @Test
    void a_local_branch_is_made_where_that_is_asked_for() throws Exception {
        var facts = checkout("main", Map.of("$class", "LocalBranch", "localBranch", "**"));
        assertEquals("main", facts.get("GIT_LOCAL_BRANCH"));
        assertEquals(
                "ref: refs/heads/main",
                Files.readString(workspace.resolve(".git/HEAD")).strip());
    }

    @Test
    void a_branch_that_is_not_there_is_named() {
        var failure = assertThrows(StepException.class, () -> checkout("nowhere"));
        assertEquals("no-such-revision", failure.reason());
        assertTrue(String.valueOf(failure.getMessage()).contains("nowhere"));
    }

    @Test
    void a_repository_that_is_not_there_fails_with_what_git_says_in_the_log() {
        var arguments = Map.of("url", upstream.url() + "-none");
        var failure = assertThrows(StepException.class, () -> bench.run("git", arguments));
        assertEquals("git-failed", failure.reason());
        assertTrue(bench.log().stream().anyMatch(line -> line.contains("fatal")));
    }

    @Test
    void credentials_are_refused_for_now() {
        var arguments = Map.of("url", upstream.url(), "credentialsId", "deploy-key");
        var failure = assertThrows(StepException.class, () -> bench.run("git", arguments));
        assertEquals("not-supported", failure.reason());
    }

    @Test
    void an_extension_that_is_not_known_is_refused_by_name() {
        var failure = assertThrows(StepException.class, () -> checkout("main", Map.of("$class", "PreBuildMerge")));
        assertTrue(String.valueOf(failure.getMessage()).contains("PreBuildMerge"));
    }

    private Map<String, String> checkout(String branch) throws Exception {
        return checkout(branch, List.of());
    }

    private Map<String, String> checkout(String branch, Map<String, Object> extension) throws Exception {
        return checkout(branch, List.of(extension));
    }

    private Map<String, String> checkout(String branch, List<?> extensions) throws Exception {
        return bench.checkout(
                "GitSCM",
                Map.of(
                        "branches", List.of(Map.of("name", branch)),
                        "extensions", extensions,
                        "userRemoteConfigs", List.of(Map.of("url", upstream.url()))));
    }

    private String history() throws Exception {
        var process = new ProcessBuilder("git", "-C", workspace.toString(), "rev-list", "--count", "HEAD").start();
        return new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
    }
}
