package dev.millrace.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command line, as a user at a server calls it; no controller of its own. */
record Session(URI server, Path directory) {
    static final Controllers NONE = new Controllers() {
        @Override
        public Started start(Options options) {
            throw new IllegalStateException("The data directory %s is in use".formatted(options.data()));
        }

        @Override
        public Started startForPipelines() {
            throw new IllegalStateException("The release cannot be read");
        }

        @Override
        public Holding evaluators() {
            return new Holding("nothing", false, List.of("there is no bwrap"));
        }
    };

    Outcome millrace(String verb, String... arguments) throws IOException {
        var token = Files.writeString(directory.resolve("token"), "developer\n");
        var all = new ArrayList<>(List.of(verb, "--server", server.toString(), "--token-file", token.toString()));
        all.addAll(List.of(arguments));
        return bare(all.toArray(String[]::new));
    }

    Outcome bare(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                out,
                err,
                false,
                Map.of("XDG_DATA_HOME", directory.resolve("share").toString()));
        var code = new Cli(terminal, NONE).run(arguments);
        terminal.out().flush();
        return new Outcome(code, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }

    /** How a call ended. */
    record Outcome(int code, byte[] bytes, String err) {
        String out() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "exit %d%n%s%n%s".formatted(code, out(), err);
        }
    }
}
