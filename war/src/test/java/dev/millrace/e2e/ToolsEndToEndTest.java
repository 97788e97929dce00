package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tools of an installation: what docs/tools.md tells people to type, and pipelines that use what was configured. */
class ToolsEndToEndTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");
    private static final Pattern PIPELINE = Pattern.compile("(?ms)^```groovy\n(.*?)^```");

    private Installation installation;
    private Path maven;
    private String jdk;

    @BeforeEach
    void prepare() throws Exception {
        installation = Installation.prepared();
        jdk = System.getProperty("java.home");
        maven = installation.directory().resolve("maven");
        Files.createDirectories(maven.resolve("bin"));
        var program = Files.writeString(
                maven.resolve("bin/mvn"), "#!/bin/sh\necho \"mvn of ${0%/bin/mvn} with $JAVA_HOME\"\n");
        assertTrue(program.toFile().setExecutable(true));
        installation.up();
    }

    @AfterEach
    void down() throws IOException {
        installation.close();
    }

    private Installation.Finished shell(String command) throws IOException, InterruptedException {
        var server = " --server %s --token-file %s ".formatted(installation.url(""), installation.token());
        var here = command.replace("/opt/jdk-17", jdk)
                .replaceAll("/opt/maven\\b(?!-)", maven.toString())
                .replaceFirst("^millrace (tool \\w+|run)", "millrace $1" + server)
                .replaceFirst(" shop$", " " + installation.directory().resolve("projects/shop"));
        return Installation.finish(installation.launch(installation.program("sh", "-c", "exec " + here)));
    }

    private String document() throws IOException {
        return Files.readString(installation.root().resolve("docs/tools.md"));
    }

    @Test
    void every_command_of_the_page_works_and_its_pipeline_runs_with_the_tools() throws Exception {
        var pipeline =
                PIPELINE.matcher(document()).results().findFirst().orElseThrow().group(1);
        installation.pipeline("shop", pipeline.replace("sh 'mvn -B verify'", "sh 'java -version 2>&1; mvn -B verify'"));
        var commands = BLOCK.matcher(document())
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
        assertTrue(commands.size() >= 7, commands::toString);
        for (var command : commands) {
            var finished = shell(command);
            assertEquals(0, finished.code(), () -> command + "\n" + finished.out() + finished.err());
            if (command.startsWith("millrace tool list")) {
                assertTrue(finished.out().contains("linux && arm64  /opt/maven-arm"), finished::out);
                assertTrue(finished.out().contains("PROTOC_HOME=/opt/protoc PATH+=bin"), finished::out);
            }
        }
        for (var run : List.of(shell(commands.getLast()), Installation.finish(installation.run(shop())))) {
            assertEquals(0, run.code(), () -> run.out() + run.err());
            assertTrue(run.out().contains("[Pipeline] { (Declarative: Tool Install)"), run::out);
            assertTrue(run.out().contains("mvn of %s with %s".formatted(maven, jdk)), run::out);
            assertTrue(run.out().contains("\"" + Runtime.version().feature() + "."), run::out);
        }
        assertTrue(
                !installation.get("/api/v1/organizations/default/tools").body().contains("protoc"));
    }

    private Path shop() {
        return installation.directory().resolve("projects/shop");
    }

    @Test
    void blocks_put_tools_into_path_and_what_is_not_there_is_told_with_the_command_that_helps() throws Exception {
        assertEquals(0, shell("millrace tool set maven:M3=" + maven).code());
        assertEquals(0, shell("millrace tool set jdk:broken=" + maven).code());
        assertEquals(
                0,
                shell("millrace tool set jdk:gone=/no/such/home --label local").code());
        var project = installation.pipeline("blocks", """
                node {
                    def home = tool 'M3'
                    sh "${home}/bin/mvn"
                    withMaven(maven: 'M3', mavenOpts: '-Xmx64m', mavenLocalRepo: '.repo') {
                        sh 'mvn; echo "$MAVEN_OPTS $MAVEN_ARGS"'
                    }
                    for (name in ['broken', 'gone', 'M33']) {
                        try {
                            tool name: name, type: name == 'M33' ? 'maven' : 'jdk'
                        } catch (e) {
                            echo "found: ${e.message}"
                        }
                    }
                }
                """);
        var run = Installation.finish(installation.run(project));
        assertEquals(0, run.code(), () -> run.out() + run.err());
        var log = run.out();
        assertEquals(
                2,
                log.lines().filter(line -> line.startsWith("mvn of " + maven)).count(),
                log);
        assertTrue(log.contains("-Xmx64m -Dmaven.repo.local=/"), log);
        assertTrue(log.contains("jdk 'broken' on agent local: %s has no bin/java".formatted(maven)), log);
        assertTrue(
                log.contains("jdk 'gone' is not on agent local: there is no directory /no/such/home."
                        + " Say where it is there with: millrace tool set jdk:gone=/ITS/HOME --label local"),
                log);
        assertTrue(log.contains("There is no maven called 'M33' for agent local. Did you mean 'M3'?"), log);
    }

    @Test
    void a_name_that_nobody_configured_refuses_the_run_at_its_place() throws Exception {
        assertEquals(0, shell("millrace tool set maven:M3=" + maven).code());
        var project = installation.pipeline(
                "refused",
                "pipeline {\n  agent any\n  tools { maven 'M33' }\n  stages { stage('a') { steps { sh 'mvn' } } }\n}\n");
        var run = Installation.finish(installation.run(project));
        assertEquals(65, run.code(), () -> run.out() + run.err());
        assertTrue(
                run.err().contains("Jenkinsfile:3:11: error: There is no maven called 'M33' (Did you mean 'M3'?"),
                run::err);
    }
}
