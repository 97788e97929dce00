package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.rehearsal.RehearsalModule;
import dev.millrace.controller.rehearsal.Rehearsals;
import dev.millrace.controller.run.Run;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.source.LibrarySetting;
import dev.millrace.controller.source.LibraryTrees;
import dev.millrace.controller.source.RunLibrary;
import dev.millrace.controller.source.RunSource;
import dev.millrace.controller.source.SourceModule;
import dev.millrace.controller.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs with shared libraries, from the settings to the evaluator's process. */
class LibraryRunTest {
    @TempDir
    private static Path empty;

    private static TestDatabase db;
    private static RealEvaluators evaluators;
    private static TestController.World world;
    private static TestController controller;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        evaluators = RealEvaluators.brief(empty.resolve("evaluator"));
        world = TestController.World.create(db, evaluators);
        controller = TestController.sound(world);
        put("open", "main", true, false);
        put("fixed", "1.0", false, false);
        put("bare", "", true, false);
    }

    private static void put(String name, String version, boolean override, boolean implicit) {
        world.libraries()
                .put(
                        world.shop().organization.id(),
                        new LibrarySetting(
                                name,
                                LibrarySetting.GIT,
                                "https://example.org/" + name + ".git",
                                Optional.of(version).filter(text -> !text.isEmpty()),
                                implicit,
                                true,
                                override));
    }

    @AfterAll
    static void close() {
        controller.close();
        evaluators.killAll();
        db.close();
    }

    private static Run run(String pipeline, RunLibrary... given) throws Exception {
        var run = controller.accept(pipeline, new RunSource(Optional.empty(), Map.of(), List.of(given)));
        controller.module.executions().advance(run);
        return controller.finish(run);
    }

    @Test
    void a_library_is_read_at_one_revision_and_its_steps_run() throws Exception {
        var ended = run("@Library('open@v2') _\nhello()\n");
        var log = controller.log(ended.id());
        assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow(), log);
        assertTrue(log.contains("Loading library open@v2\nLibrary open is at commit-of-v2\n"), log);
        assertTrue(log.contains("hello from https://example.org/open.git at v2\n"), log);
    }

    @Test
    void a_run_that_is_taken_up_again_has_the_libraries_that_it_began_with() throws Exception {
        try {
            run("echo 'warm'");
            put("everywhere", "one", true, true);
            var run = controller.accept("hello()\nsleep 2\nhello()\n");
            controller.module.executions().advance(run);
            controller.awaitLog(run, "Sleeping");
            world.libraries().remove(world.shop().organization.id(), "everywhere");
            evaluators.killAll();
            var ended = controller.finish(run);
            var log = controller.log(run);
            assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow(), log);
            assertTrue(ended.attempt() > 1, "it was not taken up again");
            assertEquals(2, log.split("hello from https://example.org/everywhere.git at one", -1).length - 1, log);
        } finally {
            world.libraries().remove(world.shop().organization.id(), "everywhere");
        }
    }

    @Test
    void a_run_that_is_taken_up_again_stays_at_the_commit_although_the_branch_has_moved() throws Exception {
        run("echo 'warm'");
        var run = controller.accept("library 'open@moving'\nhello()\nsleep 2\nhello()\nlibrary 'open@moving'\n");
        controller.module.executions().advance(run);
        controller.awaitLog(run, "Sleeping");
        controller.steps.repositories.push();
        evaluators.killAll();
        var ended = controller.finish(run);
        var log = controller.log(run);
        assertEquals(RunResult.SUCCESS, ended.state().outcome().orElseThrow(), log);
        assertTrue(ended.attempt() > 1, "it was not taken up again");
        assertEquals(2, log.split("hello from https://example.org/open.git at tip-1", -1).length - 1, log);
        var next = run("library 'open@moving'\nhello()\n");
        assertTrue(controller.log(next.id()).contains("at tip-2\n"), controller.log(next.id()));
    }

    @Test
    void a_dry_run_has_the_libraries_of_its_organization() throws Exception {
        var tree = new LibraryTrees(world.blobs())
                .keep(Map.of("vars/mine.groovy", "def call() { echo 'mine' }".getBytes(StandardCharsets.UTF_8)));
        var rehearsed = RehearsalModule.create(
                        controller.module.programs(),
                        controller.steps,
                        SourceModule.workingTrees(world.blobs()),
                        world.blobs(),
                        InstantSource.system())
                .rehearse(new Rehearsals.Request(
                        Optional.of(world.shop().organization.id()),
                        "till",
                        "Jenkinsfile",
                        "@Library(['open@v2', 'given']) _\nhello()\nmine()\n",
                        Optional.empty(),
                        List.of(new RunLibrary("given", Optional.of(tree), "", "")),
                        Map.of(),
                        Map.of(),
                        Map.of()));
        var calls = rehearsed.calls().stream().map(call -> call.call()).toList();
        assertTrue(calls.contains("echo 'hello from https://example.org/open.git at v2'"), calls.toString());
        assertTrue(calls.contains("echo 'mine'"), calls.toString());
    }

    @Test
    void what_cannot_be_loaded_refuses_the_run_with_each_place_and_what_to_do() throws Exception {
        var ended = run("@Library(['lost', 'fixed@2.0', 'bare', 'open@none']) _\necho 'x'\n");
        assertTrue(ended.refused());
        var messages = ended.problems().stream()
                .map(problem -> problem.line() + ":" + problem.message())
                .toList();
        assertEquals(
                List.of(
                        "1:There is no library lost. There are bare, fixed, open",
                        "1:Library fixed is used in version 1.0 alone: its settings do not allow 2.0",
                        "1:Library bare has no version to use: write bare@VERSION, or give it a default version",
                        "1:https://example.org/open.git has no version none"),
                messages);
    }

    @Test
    void a_library_that_does_not_compile_names_its_file() throws Exception {
        var ended = run("@Library('open@bad') _\nhello()\n");
        var log = controller.log(ended.id());
        assertEquals(RunResult.FAILURE, ended.state().outcome().orElseThrow(), log);
        assertTrue(log.contains("vars/hello.groovy:1:"), log);
    }

    @Test
    void a_library_that_the_run_was_given_goes_before() throws Exception {
        var tree = new LibraryTrees(world.blobs())
                .keep(Map.of("vars/hello.groovy", "def call() { echo 'mine' }".getBytes(StandardCharsets.UTF_8)));
        var ended = run("library 'open'\nhello()\n", new RunLibrary("open", Optional.of(tree), "", ""));
        assertTrue(controller.log(ended.id()).contains("mine\n"), controller.log(ended.id()));
    }

    @Test
    void a_pipeline_may_name_a_source_on_another_host_but_not_the_controllers_disk() throws Exception {
        var named = run("""
                library identifier: 'own@v3', retriever: modernSCM([$class: 'GitSCMSource', remote: 'https://example.org/own.git'])
                hello()
                """);
        assertTrue(controller.log(named.id()).contains("hello from https://example.org/own.git at v3"));
        var disk = run("""
                library identifier: 'own@v3', retriever: modernSCM([$class: 'GitSCMSource', remote: 'file:///srv/secret.git'])
                """);
        assertFalse(disk.state().outcome().orElseThrow() == RunResult.SUCCESS);
        assertTrue(controller.log(disk.id()).contains("needs the remote URL of a repository"));
    }

    @Test
    void what_a_pipeline_calls_its_run_is_kept_and_the_next_run_sees_it() throws Exception {
        var first = run("currentBuild.displayName = 'release 1'\ncurrentBuild.description = 'first'\nerror 'no'\n");
        var title = controller.runs.runs().title(first.id());
        assertEquals("release 1", title.displayName().orElseThrow());
        assertEquals("first", title.description().orElseThrow());
        var second = run("""
                def before = currentBuild.previousBuild
                echo "before: ${before.number} ${before.result} ${before.displayName} ${before.description}"
                echo "good: ${currentBuild.previousSuccessfulBuild?.number != before.number}"
                """);
        var log = controller.log(second.id());
        assertTrue(log.contains("before: " + first.number() + " FAILURE release 1 first\n"), log);
        assertTrue(log.contains("good: true\n"), log);
        assertFalse(log.contains("previousBuild"), log);
    }
}
