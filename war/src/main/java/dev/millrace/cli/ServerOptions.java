package dev.millrace.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server to ask. */
final class ServerOptions {
    @Option(
            names = "--server",
            paramLabel = "URL",
            description =
                    "The server to ask, such as http://127.0.0.1:8080; needs a token. Without it: the one of the data directory.")
    private @Nullable URI server;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token for --server; or the variable MILLRACE_TOKEN.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory of this machine's controller; $MILLRACE_DATA or ~/.local/share/millrace where it is not given.")
    private @Nullable Path data;

    /** Whether a server was named: it may be on another machine. */
    boolean elsewhere() {
        return server != null;
    }

    /** The server that was named; empty: none was. */
    Optional<Server> named(Terminal terminal) {
        if (server == null) {
            return Optional.empty();
        }
        if (server.getHost() == null || !("http".equals(server.getScheme()) || "https".equals(server.getScheme()))) {
            throw new Failure(
                    ExitCode.USAGE, "Not a server's URL: %s. It is like http://127.0.0.1:8080".formatted(server));
        }
        return Optional.of(new Server(server, token(terminal), Optional.empty()));
    }

    private String token(Terminal terminal) {
        if (tokenFile != null) {
            return Server.readToken(tokenFile);
        }
        var token = terminal.environment().getOrDefault("MILLRACE_TOKEN", "").strip();
        if (token.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "--server needs a token: give --token-file FILE, or set MILLRACE_TOKEN");
        }
        return token;
    }

    DataDirectory data(Terminal terminal) {
        return DataDirectory.of(Optional.ofNullable(data), terminal.environment());
    }
}
