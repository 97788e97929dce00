package dev.millrace.controller.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a script that escaped from the language reaches from an evaluator's process: nothing. Real Java, started as evaluators are. */
class EscapeTest {
    @TempDir
    Path directory;

    private ServerSocket database;
    private ServerSocketChannel unix;
    private Process victim;

    @BeforeEach
    void targets() throws IOException {
        Files.writeString(directory.resolve("secret"), "token");
        database = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        unix.bind(UnixDomainSocketAddress.of(directory.resolve("socket")));
        victim = new ProcessBuilder("sleep", "60").start();
    }

    @AfterEach
    void close() throws IOException {
        victim.destroyForcibly();
        unix.close();
        database.close();
    }

    static List<Walls> walls() {
        return WallChoice.candidates(Path.of("target", "tmp", "root"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("walls")
    void nothing_is_reached_from_behind_walls(Walls walls) throws Exception {
        var settings = settings();
        Files.createDirectories(Path.of("target", "tmp", "root"));
        var fault = WallChoice.fault(walls, VisibleFiles.of(settings));
        fault.ifPresent(why -> System.out.println("Skipped: " + walls.name() + " cannot start here: " + why));
        assumeTrue(fault.isEmpty());
        var reached = attack(walls, settings);
        assertTrue(reached.size() > 40, "only " + reached.size() + " attacks");
        reached.values().removeIf(String::isBlank);
        assertEquals(Map.of(), reached);
        assertTrue(victim.isAlive());
        assertEquals("token", Files.readString(directory.resolve("secret")));
    }

    @Test
    void without_walls_files_can_be_read_but_nothing_written_called_or_started() throws Exception {
        var reached = attack(Walls.NONE, settings());
        reached.values().removeIf(String::isBlank);
        var kinds = new TreeSet<String>();
        reached.keySet().forEach(name -> kinds.add(name.substring(0, name.indexOf(' '))));
        kinds.removeAll(List.of("read", "list", "see"));
        assertEquals(List.of(), List.copyOf(kinds), reached::toString);
        assertTrue(victim.isAlive());
    }

    private EvaluatorSettings settings() {
        var usual = EvaluatorSettings.usual(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                directory.resolve("evaluator"));
        var options = new ArrayList<>(usual.options());
        options.addAll(List.of(
                "-Dtarget.secret=" + directory.resolve("secret"),
                "-Dtarget.pid=" + ProcessHandle.current().pid(),
                "-Dtarget.victim=" + victim.pid(),
                "-Dtarget.port=" + database.getLocalPort(),
                "-Dtarget.socket=" + directory.resolve("socket")));
        return new EvaluatorSettings(
                usual.java(),
                usual.classPath(),
                HostileProgram.class.getName(),
                usual.directory(),
                usual.heapBytes(),
                options,
                0,
                usual.uncommittedLimit(),
                usual.startTimeout(),
                usual.hangTimeout(),
                Isolation.AUTO);
    }

    private Map<String, String> attack(Walls walls, EvaluatorSettings settings) throws IOException {
        var process = new EvaluatorProcesses(settings, walls).launch();
        try (var out = new BufferedReader(new InputStreamReader(process.output(), StandardCharsets.UTF_8))) {
            assertEquals("ready", out.readLine());
            var reached = new LinkedHashMap<String, String>();
            out.lines().forEach(line -> reached.put(line.split("\t", -1)[0], line.split("\t", -1)[1]));
            return reached;
        } finally {
            process.kill();
        }
    }
}
