package dev.millrace.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace agent}: joins with a one-time token, then the agent program takes over in a process of its own. */
@Command(
        name = "agent",
        description = {
            "Offers this machine's capacity to a server.",
            "The first start joins: the API token is exchanged for a one-time token; from then on the agent proves itself with its "
                    + "own key."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace agent --server http://ci:8080 --token-file admin.token --name builder-1",
            "  millrace agent --server http://ci:8080 --token-file admin.token --name builder-2 \\",
            "      --labels \"linux gpu\" --executors 4 --env CACHE=/var/cache/builds",
            "",
            "Ctrl-C ends the agent; what runs under its supervisor goes on until the lease's deadline."
        })
final class AgentCommand implements Callable<Integer> {
    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "Name of the agent; one of its labels.")
    private String name = "";

    @Option(
            names = "--labels",
            paramLabel = "\"A B\"",
            defaultValue = "",
            description = "Labels that jobs can ask for.")
    private String labels = "";

    @Option(
            names = "--executors",
            paramLabel = "N",
            defaultValue = "1",
            description = "Jobs at a time; default: ${DEFAULT-VALUE}")
    private int executors = 1;

    @Option(
            names = "--join",
            paramLabel = "FILE",
            description = "What 'millrace agents token' printed, in place of --server and an API token.")
    private @Nullable Path join;

    @Option(
            names = "--ephemeral",
            description =
                    "Takes one job and ends with exit code 0; the server forgets the agent, whose name is free again.")
    private boolean ephemeral;

    @Option(names = "--env", paramLabel = "K=V", description = "A variable for all jobs; may be repeated.")
    private Map<String, String> environment = new LinkedHashMap<>();

    @Option(names = "--dir", paramLabel = "DIR", description = "Where the agent keeps its key, workspaces and spool.")
    private @Nullable Path directory;

    @Option(
            names = "--controller",
            paramLabel = "HOST[:PORT]",
            description = "Where the agent dials, where that differs from what the server says.")
    private @Nullable String controller;

    @Option(
            names = "--output-limit",
            paramLabel = "MIB",
            description =
                    "Output of a process that may wait on this disk for the server; past it the process waits. Default: 64")
    private @Nullable Integer outputLimit;

    @Option(
            names = "--output-limit-total",
            paramLabel = "MIB",
            description = "The same for all processes together. Default: 1024")
    private @Nullable Integer outputLimitTotal;

    AgentCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}")) {
            throw new Failure(
                    ExitCode.USAGE, "Not an agent's name (letters, digits, dots, dashes, underscores): " + name);
        }
        if (executors < 1 || executors > 1000) {
            throw new Failure(ExitCode.USAGE, "Not a number of jobs (1 to 1000): --executors " + executors);
        }
        var home = Installation.home();
        if (join != null) {
            var entrance = entrance(join);
            var kept = directory(
                    entrance.path("host").asText() + "-" + entrance.path("port").asInt());
            return run(home.java("agent"), arguments(entrance, kept));
        }
        try (var server = servers.existing(options)) {
            var url = server.url();
            var kept = directory(url.getHost() + (url.getPort() < 0 ? "" : "-" + url.getPort()));
            try (var api = server.api()) {
                return run(home.java("agent"), arguments(api.post("agents/join-tokens", Map.of("name", name)), kept));
            }
        }
    }

    /** What {@code millrace agents token} printed. */
    private static JsonNode entrance(Path file) throws IOException {
        try {
            var entrance = new ObjectMapper().readTree(file.toFile());
            if (entrance.path("token").asText().isEmpty()
                    || entrance.path("fingerprint").asText().isEmpty()) {
                throw new Failure(
                        ExitCode.USAGE, file + " is not what 'millrace agents token' prints: make a new one with it");
            }
            return entrance;
        } catch (JsonProcessingException e) {
            throw new Failure(
                    ExitCode.USAGE,
                    "%s is not what 'millrace agents token' prints (%s): make a new one with it"
                            .formatted(file, e.getOriginalMessage()));
        }
    }

    private Path directory(String server) throws IOException {
        var kept = kept(server);
        Files.createDirectories(
                kept, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return kept;
    }

    /** One directory for each server and name, so that a machine can serve several. */
    private Path kept(String server) {
        if (directory != null) {
            return directory.toAbsolutePath().normalize();
        }
        return options.data(servers.terminal())
                .path()
                .resolveSibling("millrace-agents")
                .resolve(server.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + name);
    }

    private List<String> arguments(JsonNode entrance, Path kept) throws IOException {
        var arguments = new ArrayList<>(List.of(
                "--controller",
                dialled(
                        controller == null ? entrance.path("host").asText() : controller,
                        entrance.path("port").asInt()),
                "--fingerprint",
                entrance.path("fingerprint").asText(),
                "--name",
                name,
                "--labels",
                labels,
                "--executors",
                Integer.toString(executors),
                "--dir",
                kept.toString()));
        if (outputLimit != null) {
            arguments.addAll(List.of("--output-limit", outputLimit.toString()));
        }
        if (outputLimitTotal != null) {
            arguments.addAll(List.of("--output-limit-total", outputLimitTotal.toString()));
        }
        if (ephemeral) {
            arguments.add("--ephemeral");
        }
        environment.forEach((key, value) -> arguments.addAll(List.of("--env", key + "=" + value)));
        // not its key: an agent that was stopped before it was let in has one, and is not known there
        if (!Files.exists(kept.resolve("agent-id"))) {
            arguments.addAll(List.of(
                    "--join-token-file",
                    keep(kept, entrance.path("token").asText()).toString()));
        }
        return arguments;
    }

    /** A port that is given goes before the server's own, as behind a forwarded port. */
    private static String dialled(String host, int port) {
        return host.matches("([^:]+|\\[.+]):[0-9]{1,5}") ? host : host + ":" + port;
    }

    private static Path keep(Path kept, String token) throws IOException {
        var file = kept.resolve("join.token");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token + "\n");
        return file;
    }

    private int run(List<String> java, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(java);
        command.add("dev.millrace.agent.app.AgentMain");
        command.addAll(arguments);
        var agent = new ProcessBuilder(command).inheritIO().start();
        Interrupts.on(agent::destroy);
        return agent.waitFor();
    }

    /** The files that a release consists of. */
    private record Installation(Path path) {
        static Installation home() {
            var home = System.getProperty("millrace.home", "");
            if (home.isEmpty() || !Files.isDirectory(Path.of(home, "lib"))) {
                throw new Failure(
                        ExitCode.UNAVAILABLE,
                        "The agent program is not where it should be (millrace.home is '%s'): start Millrace with its launcher"
                                .formatted(home));
            }
            return new Installation(Path.of(home));
        }

        List<String> java(String process) throws IOException {
            try (var names = Files.lines(path.resolve("lib").resolve(process + ".classpath"))) {
                var classPath = names.filter(name -> !name.isBlank())
                        .map(name -> path.resolve("lib").resolve(name).toString())
                        .collect(Collectors.joining(File.pathSeparator));
                return List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:MinHeapFreeRatio=10",
                        "-XX:MaxHeapFreeRatio=30",
                        "-XX:-ShrinkHeapInSteps",
                        "-XX:TrimNativeHeapInterval=5000",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseCompactObjectHeaders",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        classPath);
            }
        }
    }
}
