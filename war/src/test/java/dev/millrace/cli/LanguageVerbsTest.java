package dev.millrace.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.execution.Programs.Examined;
import dev.millrace.controller.rehearsal.Rehearsals.End;
import dev.millrace.controller.rehearsal.Rehearsals.Listed;
import dev.millrace.controller.rehearsal.Rehearsals.Rehearsed;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.web.FakeController;
import dev.millrace.wire.proto.AxisModel;
import dev.millrace.wire.proto.CallFound;
import dev.millrace.wire.proto.EdgeModel;
import dev.millrace.wire.proto.OutputModel;
import dev.millrace.wire.proto.PipelineModel;
import dev.millrace.wire.proto.StageModel;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that look at pipelines without running them. */
class LanguageVerbsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private FakeController controller;
    private Session session;

    @BeforeEach
    void start() {
        controller = FakeController.start();
        session = new Session(controller.url(), directory);
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private Path file(String name, String text) throws IOException {
        var file = directory.resolve("repository").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Rehearsed ended(RunResult result) {
        return new Rehearsed(
                End.ENDED,
                "",
                result,
                List.of(),
                3,
                List.of(
                        new Listed(0, "", "node", "node 'linux'", "", 1),
                        new Listed(1, "", "stage", "stage 'Build'", "", 2),
                        new Listed(2, "unit", "sh", "sh 'make'", "", 12)));
    }

    // ---- run --dry-run

    @Test
    void a_dry_run_lists_calls_with_their_lines_and_ends_as_the_run_would() throws IOException {
        var pipeline = file("Jenkinsfile", "node { }");
        for (var result : RunResult.values()) {
            controller.rehearsed(ended(result));
            var tried = session.millrace("run", "--dry-run", "--param", "A=b", pipeline.toString());
            assertEquals(ExitCode.ofResult(result.name()), tried.code(), tried::toString);
            assertEquals("""
                        1  node 'linux'
                        2    stage 'Build'
                       12      [unit] sh 'make'
                    Dry run: %s
                    """.formatted(result), tried.out());
        }
        assertEquals("b", controller.rehearsals().getFirst().parameters().get("A"));
        assertTrue(controller.accepted().isEmpty(), "nothing runs");
    }

    @Test
    void a_pipeline_that_is_refused_is_told_so() throws IOException {
        var pipeline = file("Jenkinsfile", "node {");
        var problem = new Problem("Jenkinsfile", 1, 7, "Missing '}'", "");
        controller.rehearsed(new Rehearsed(
                End.REFUSED, "Jenkinsfile:1: Missing '}'", RunResult.FAILURE, List.of(problem), 0, List.of()));
        var tried = session.millrace("run", "--dry-run", pipeline.toString());
        assertEquals(65, tried.code(), tried::toString);
        assertTrue(tried.err().contains("Jenkinsfile:1:7: error: Missing '}'"), tried::toString);
    }

    @Test
    void many_pipelines_are_tried_at_once_with_a_line_each() throws IOException {
        var first = file("a.groovy", "node { }");
        var second = file("b.groovy", "node { }");
        controller.rehearsed(new Rehearsed(End.STOPPED, "It waits", RunResult.ABORTED, List.of(), 100_001, List.of()));
        var tried = session.millrace("run", "--dry-run", "--summary", first.toString(), second.toString());
        assertEquals(1, tried.code(), tried::toString);
        assertEquals(
                "%s: STOPPED, 100001 steps: It waits\n%s: STOPPED, 100001 steps: It waits\n".formatted(first, second),
                tried.out());
        assertEquals("0 of 2 run to their end\n", tried.err());
        var json = session.millrace("run", "--dry-run", "--json", first.toString());
        assertEquals("STOPPED", JSON.readTree(json.out()).path("end").asText());
    }

    @Test
    void several_paths_are_for_dry_runs_alone() throws IOException {
        var pipeline = file("Jenkinsfile", "node { }").toString();
        for (var wrong :
                List.of(List.of(pipeline, pipeline), List.of("--summary", pipeline), List.of("--json", pipeline))) {
            var refused = session.millrace("run", wrong.toArray(String[]::new));
            assertEquals(64, refused.code(), refused::toString);
            assertTrue(refused.err().contains("--dry-run"), refused::toString);
        }
    }

    // ---- lint

    @Test
    void each_of_many_files_is_checked_even_if_one_cannot_be_sent() throws IOException {
        var fine = file("a.groovy", "node { }");
        var huge = file("b.groovy", "");
        try (var sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(50L << 20);
        }
        controller.mistakes(List.of(new Problem("a.groovy", 2, 3, "No", "Yes")));
        var lint = session.millrace("lint", fine.toString(), huge.toString());
        assertEquals(65, lint.code(), lint::toString);
        assertEquals("""
                %s:2:3: error: No (Yes)
                %s:1:1: error: This file has 52,428,800 bytes; a pipeline has at most 4,194,304 (Move data into files of the workspace, and code into a shared library)
                """.formatted(fine, huge), lint.out());
        var json = JSON.readTree(
                session.millrace("lint", "--json", fine.toString()).out());
        assertEquals("error", json.at("/problems/0/severity").asText());
        assertEquals(3, json.at("/problems/0/column").asInt());
    }

    @Test
    void a_directory_is_no_pipeline_and_lint_says_what_to_do() throws IOException {
        var lint = session.millrace("lint", directory.toString());
        assertEquals(64, lint.code(), lint::toString);
        assertTrue(lint.err().contains("millrace migrate"), lint::toString);
    }

    // ---- plan

    private static StageModel.Builder stage(String name) {
        return StageModel.newBuilder().setName(name).setLine(1);
    }

    private void plan() {
        var graph = PipelineModel.newBuilder()
                .addStages(stage("plan")
                        .addOutputs(OutputModel.newBuilder().setName("shards").setType("list")))
                .addStages(stage("lint"))
                .addStages(stage("test")
                        .setShape(StageModel.Shape.FAN_OUT)
                        .addNeeds(EdgeModel.newBuilder().setStage("plan").setOn("success"))
                        .addNeeds(EdgeModel.newBuilder().setStage("lint").setOn("success"))
                        .addAxes(AxisModel.newBuilder().setName("SHARD"))
                        .addStages(stage("cell")))
                .addStages(stage("clean")
                        .setShape(StageModel.Shape.PARALLEL)
                        .addNeeds(EdgeModel.newBuilder().setStage("test").setOn("always"))
                        .addStages(stage("a"))
                        .addStages(stage("b \"quoted\"")))
                .build();
        controller.examined(new Examined(List.of(), Optional.of(graph), List.of(), false));
    }

    @Test
    void a_plan_is_a_tree_of_stages_with_what_they_need_and_give() throws IOException {
        plan();
        var plan = session.millrace("plan", file("Jenkinsfile", "pipeline { }").toString());
        assertEquals(0, plan.code(), plan::toString);
        assertEquals("""
                plan            gives shards (list)
                lint
                test            fan-out · SHARD: computed · needs plan, lint
                └─ cell
                clean           in parallel · needs test (always)
                ├─ a
                └─ b "quoted"
                """, plan.out());
    }

    @Test
    void a_plan_is_a_graph_for_graphviz_and_mermaid() throws IOException {
        plan();
        var file = file("Jenkinsfile", "pipeline { }").toString();
        var dot = session.millrace("plan", "--dot", file).out();
        assertTrue(dot.startsWith("digraph \"Jenkinsfile\" {\n"), dot);
        assertTrue(dot.contains("  s1 -> s4;\n  s2 -> s4;\n  s4 -> s6 [label=\"always\"];\n"), dot);
        assertTrue(dot.contains("s7 [label=\"b \\\"quoted\\\"\"];"), dot);
        var mermaid = session.millrace("plan", "--mermaid", file).out();
        assertTrue(mermaid.startsWith("flowchart LR\n  s1[\"plan\"]\n"), mermaid);
        assertTrue(mermaid.contains("  s4 -->|always| s6\n"), mermaid);
        assertTrue(mermaid.contains("s7[\"b #quot;quoted#quot;\"]"), mermaid);
        assertEquals(
                "FAN_OUT",
                JSON.readTree(session.millrace("plan", "--json", file).out())
                        .at("/stages/2/shape")
                        .asText());
    }

    @Test
    void a_scripted_pipeline_has_no_plan_but_a_dry_run_finds_its_stages() throws IOException {
        var file = file("Jenkinsfile", "node { }").toString();
        var none = session.millrace("plan", file);
        assertEquals(0, none.code(), none::toString);
        assertEquals("", none.out());
        assertTrue(none.err().contains("plan --dry-run"), none::toString);
        controller.rehearsed(new Rehearsed(
                End.ENDED,
                "",
                RunResult.SUCCESS,
                List.of(),
                5,
                List.of(
                        new Listed(0, "", "stage", "stage 'Build'", "", 1),
                        new Listed(1, "", "sh", "sh 'x'", "", 1),
                        new Listed(0, "", "stage", "stage 'Test'", "", 2),
                        new Listed(1, "", "parallel", "parallel", "", 3),
                        new Listed(2, "", "branch", "branch 'a'", "", 3),
                        new Listed(2, "", "branch", "branch 'b'", "", 3))));
        assertEquals("""
                Build
                Test    in parallel
                ├─ a
                └─ b
                """, session.millrace("plan", "--dry-run", file).out());
    }

    @Test
    void a_pipeline_with_mistakes_has_no_plan() throws IOException {
        controller.mistakes(List.of(new Problem("Jenkinsfile", 1, 1, "No", "")));
        var plan = session.millrace("plan", file("Jenkinsfile", "x").toString());
        assertEquals(65, plan.code(), plan::toString);
        assertTrue(plan.err().contains("Jenkinsfile:1:1: error: No"), plan::toString);
    }

    // ---- migrate

    private static CallFound call(String name, int line, CallFound.Kind kind, String plugin) {
        return CallFound.newBuilder()
                .setName(name)
                .setLine(line)
                .setColumn(1)
                .setKind(kind)
                .setPlugin(plugin)
                .build();
    }

    @Test
    void a_repository_is_judged_file_by_file() throws IOException {
        file("Jenkinsfile", "pipeline { }");
        file("deploy/Jenkinsfile.prod", """
                import hudson.model.Run
                // Jenkins.instance in a comment is nothing
                node {
                  def all = Jenkins.instance.items
                  new Thread({ }).start()
                  echo 'new File("x") in a text is fine to say, but it is found'
                }
                """);
        file("vars/ship.groovy", "def call() { sh 'x' }");
        file("src/org/shop/Version.groovy", "package org.shop\nclass Version { }");
        file("app/src/main/groovy/NotALibrary.groovy", "class NotALibrary { }");
        file("node_modules/x/Jenkinsfile", "node { }");
        controller.examined(new Examined(
                List.of(new Problem("x", 21, 1, "There is no step 'awsThing'", "")),
                Optional.empty(),
                List.of(
                        call("sh", 20, CallFound.Kind.STEP, ""),
                        call("ship", 20, CallFound.Kind.UNKNOWN, ""),
                        call("awsThing", 21, CallFound.Kind.FOREIGN, "aws-steps"),
                        call("slackSend", 22, CallFound.Kind.SERVICE, "")),
                true));
        var told = session.millrace("migrate", directory.resolve("repository").toString());
        assertEquals(0, told.code(), told::toString);
        assertTrue(told.out().startsWith("""
                Jenkinsfile: runs when what it needs is there
                    21  awsThing is a step of the Jenkins plugin aws-steps, which has no plugin here. Do the same with sh, or write a plugin for it
                    22  slackSend needs its provider
                        uses the library functions ship
                deploy/Jenkinsfile.prod: needs a change
                     1  import hudson. is a class of Jenkins' core: there is none. Use steps in place of it"""), told::out);
        assertTrue(told.out().contains("     4  Jenkins.instance is the Jenkins object"), told::out);
        assertTrue(told.out().contains("     5  new Thread is a thread of its own"), told::out);
        assertFalse(told.out().contains("     2  "), told::out);
        assertTrue(told.out().endsWith("""

                2 pipelines: 0 to run as they are, 1 that need something first, 1 that need a change
                Shared library, 1 function and 1 class: 2 that need something first, 0 that need a change
                """), told::out);
        var json = JSON.readTree(session.millrace(
                        "migrate", "--json", directory.resolve("repository").toString())
                .out());
        assertEquals(4, json.path("files").size());
        assertEquals(1, json.at("/summary/pipeline/change").asInt());
        assertEquals("ship", json.at("/files/0/uses/0").asText());
    }

    @Test
    void nothing_to_migrate_is_said() throws IOException {
        var empty = Files.createDirectories(directory.resolve("empty"));
        var told = session.millrace("migrate", empty.toString());
        assertEquals(64, told.code(), told::toString);
        assertTrue(told.err().contains("no Jenkinsfile"), told::toString);
        assertEquals(
                64,
                session.millrace("migrate", directory.resolve("nowhere").toString())
                        .code());
    }
}
