package dev.millrace.agent.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to start. It gets this environment and nothing else, no input, and its error output in the same pipe as its output.
 *
 * @param lease whose it is
 * @param command program (looked up in the environment's PATH where it has no slash) and arguments
 * @param directory absolute, exists
 * @param environment all of it
 * @param capture standard output gets a pipe of its own
 * @param enclosure what it needs if it is a launcher
 */
record Launch(
        String lease,
        List<String> command,
        Path directory,
        Map<String, String> environment,
        boolean capture,
        Enclosure enclosure) {
    /** No launcher. */
    Launch(List<String> command, Path directory, Map<String, String> environment, boolean capture) {
        this("", command, directory, environment, capture, Enclosure.NONE);
    }

    Launch {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("A command has at least the program");
        }
        if (!directory.isAbsolute()) {
            throw new IllegalArgumentException("The directory must be absolute: " + directory);
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
