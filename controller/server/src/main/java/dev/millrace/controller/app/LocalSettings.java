package dev.millrace.controller.app;

import dev.millrace.controller.base.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The port at which agents dial this controller: chosen once and kept, so that they find it again after a restart. */
record LocalSettings(Path file) {
    static LocalSettings in(Path data) {
        return new LocalSettings(data.resolve("agent.port"));
    }

    /** The port used before; 0 at first. */
    int agentPort() {
        try {
            return Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
        } catch (IOException | NumberFormatException e) {
            throw new StartRefused(
                    "%s cannot be read: %s".formatted(file, e),
                    "It holds one port number; delete it to get another",
                    e);
        }
    }

    void keepAgentPort(int port) throws IOException {
        if (port != agentPort()) {
            var next = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(next, port + "\n");
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
