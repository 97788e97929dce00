package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many runs, one after the other, on one installation: nothing that a run took stays with the processes that go on. {@code -Dmillrace.soak.seconds} says how long. */
@Tag("deep")
class SoakEndToEndTest {
    private static final int AT_A_TIME = 2;

    private Installation installation;

    @BeforeEach
    void up() throws IOException, InterruptedException {
        installation = Installation.empty().up();
    }

    @AfterEach
    void down() throws IOException {
        installation.close();
    }

    /** What a process holds. */
    private record Holding(String name, long files, long threads, long residentKiB) {
        static Holding of(String name, ProcessHandle process) throws IOException {
            var proc = Path.of("/proc", Long.toString(process.pid()));
            try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
                return new Holding(name, files.count(), status(proc, "Threads:"), status(proc, "VmRSS:"));
            }
        }

        private static long status(Path proc, String key) throws IOException {
            return Files.readAllLines(proc.resolve("status")).stream()
                    .filter(line -> line.startsWith(key))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private List<Holding> holdings() throws IOException {
        var agent = Installation.processes(installation.data().toString()).stream()
                .filter(process -> process.info().commandLine().orElse("").contains("AgentMain"))
                .findFirst()
                .orElseThrow();
        return List.of(Holding.of("controller", installation.controller().toHandle()), Holding.of("agent", agent));
    }

    @Test
    void nothing_of_many_runs_stays() throws Exception {
        var duration = Duration.ofSeconds(Long.getLong("millrace.soak.seconds", 240));
        var project = installation.pipeline("small", """
                pipeline {
                    agent any
                    stages {
                        stage('Make') { steps { writeFile file: 'a.txt', text: 'a'; stash name: 'a', includes: 'a.txt' } }
                        stage('Use') { parallel {
                            stage('One') { steps { unstash 'a'; sh 'cat a.txt; seq 200' } }
                            stage('Two') { steps { archiveArtifacts 'a.txt'; sh 'seq 200' } }
                        } }
                    }
                }
                """);
        int warm = runs(project, Instant.now().plus(duration.dividedBy(3)));
        var before = holdings();
        int more = runs(project, Instant.now().plus(duration.multipliedBy(2).dividedBy(3)));
        var after = holdings();
        var told = "%d runs, then %s; %d more, then %s".formatted(warm, before, more, after);
        System.out.println(told);
        for (int i = 0; i < before.size(); i++) {
            assertTrue(after.get(i).files() <= before.get(i).files() + 20, told);
            assertTrue(after.get(i).threads() <= before.get(i).threads() + 10, told);
            // heaps grow towards their limit before they are collected; what a run leaves would be more
            assertTrue(after.get(i).residentKiB() <= before.get(i).residentKiB() * 3 / 2, told);
        }
        Installation.await(
                "the agent's spool is empty", () -> count(installation.data().resolve("agent/spool")) == 0);
    }

    private int runs(Path project, Instant end) throws IOException, InterruptedException {
        int count = 0;
        while (Instant.now().isBefore(end)) {
            var open = new ArrayList<Installation.Running>();
            for (int i = 0; i < AT_A_TIME; i++) {
                open.add(installation.run(project));
            }
            for (var run : open) {
                var finished = Installation.finish(run);
                assertEquals(0, finished.code(), () -> finished.out() + finished.err());
                count++;
            }
        }
        return count;
    }

    private static long directories(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isDirectory).count();
        }
    }
}
