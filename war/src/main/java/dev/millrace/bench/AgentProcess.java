package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real agent in a process of its own, started as a controller starts its local one. */
final class AgentProcess {
    private AgentProcess() {}

    /**
     * Starts one.
     *
     * @param directory its own; what it says goes into {@code agent.log} there
     * @param controller {@code host:port}
     * @param token joins once; later starts have a key
     * @param jvm options of its own for its JVM
     */
    static Process start(
            Path home,
            Path directory,
            String controller,
            String fingerprint,
            Path token,
            String name,
            String labels,
            int executors,
            List<String> jvm)
            throws IOException {
        Files.createDirectories(directory);
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms8m",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                home.resolve("lib") + "/*",
                "dev.millrace.agent.app.AgentMain"));
        command.addAll(1, jvm);
        command.addAll(List.of("--controller", controller, "--fingerprint", fingerprint));
        command.addAll(List.of("--join-token-file", token.toString(), "--name", name));
        command.addAll(List.of("--labels", labels, "--executors", Integer.toString(executors)));
        command.addAll(List.of("--dir", directory.resolve("agent").toString()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("agent.log").toFile()))
                .start();
    }
}
