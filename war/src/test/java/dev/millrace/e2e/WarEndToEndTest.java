package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The war by itself, the launcher, and machines with other Javas. */
class WarEndToEndTest {
    private Installation installation;

    @BeforeEach
    void prepare() throws IOException {
        installation = Installation.empty();
    }

    @AfterEach
    void down() throws IOException {
        installation.close();
    }

    private Installation.Finished war(String home, String... arguments) throws IOException, InterruptedException {
        var builder = installation.program(arguments);
        builder.command()
                .addAll(
                        0,
                        java.util.List.of(
                                Path.of(home, "bin", "java").toString(), "-jar", System.getProperty("millrace.war")));
        builder.environment().put("XDG_CACHE_HOME", cache().toString());
        return Installation.finish(installation.launch(builder));
    }

    private Path cache() {
        return installation.directory().resolve("cache");
    }

    @Test
    void the_war_unpacks_itself_once_and_runs_pipelines() throws Exception {
        var java = System.getProperty("java.home");
        var help = war(java, "--help");
        assertEquals(0, help.code(), help::err);
        assertTrue(help.out().contains("Usage"), help::out);
        var run = war(
                java,
                "run",
                installation
                        .pipeline("alone", "node { sh 'echo from the war' }\n")
                        .toString());
        assertEquals(0, run.code(), () -> run.out() + run.err());
        assertTrue(run.out().lines().anyMatch("from the war"::equals), run::out);
        try (var unpacked = Files.list(cache().resolve("millrace"))) {
            assertEquals(
                    1,
                    unpacked.filter(directory ->
                                    directory.getFileName().toString().startsWith("millrace-"))
                            .count());
        }
    }

    @Test
    void an_older_java_is_told_which_one_is_needed() throws Exception {
        var help = war(older(), "--help");
        assertEquals(69, help.code(), () -> help.out() + help.err());
        assertTrue(help.err().contains("needs Java 25"), help::err);
        assertTrue(help.err().contains("this is Java 17"), help::err);
        assertTrue(help.err().contains("Install a JDK 25"), help::err);
        assertTrue(!Files.exists(cache()), "nothing was unpacked");
    }

    @Test
    void the_launcher_finds_a_newer_java_than_the_one_on_the_path() throws Exception {
        var older = older();
        assumeTrue(installedBelowUsr("25").isPresent(), "skipped: no JDK 25 is installed where packages put it");
        var builder =
                installation.program(installation.root().resolve("millrace").toString(), "--help");
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", Path.of(older, "bin") + ":/usr/bin:/bin");
        var help = Installation.finish(installation.launch(builder));
        assertEquals(0, help.code(), help::err);
        assertTrue(help.out().contains("Usage"), help::out);
    }

    @Test
    void a_java_that_is_not_there_is_named_with_the_way_to_get_it() throws Exception {
        var found = Installation.finish(
                installation.launch(installation.program("sh", "-c", ". .mvn/find-jdk.sh; find_jdk 99")));
        assertEquals(1, found.code(), found::out);
        assertEquals("", found.out());
        assertTrue(found.err().contains("needs a JDK 99"), found::err);
        assertTrue(found.err().contains("Install one"), found::err);
        assertTrue(found.err().contains("JAVA_HOME"), found::err);
    }

    private static String older() throws IOException {
        var found = installedBelowUsr("17");
        assumeTrue(found.isPresent(), "skipped: no JDK 17 is installed below /usr/lib/jvm");
        return found.orElseThrow().toString();
    }

    private static Optional<Path> installedBelowUsr(String version) throws IOException {
        var all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (var homes = Files.list(all)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/javac"))
                            && Installation.read(home.resolve("release")).contains("JAVA_VERSION=\"" + version))
                    .findFirst();
        }
    }
}
