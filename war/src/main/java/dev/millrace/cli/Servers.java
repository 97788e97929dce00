package dev.millrace.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds the server that a command works with. */
final class Servers {
    private static final Duration STARTING = Duration.ofSeconds(30);

    private final Terminal terminal;
    private final Controllers controllers;

    Servers(Terminal terminal, Controllers controllers) {
        this.terminal = terminal;
        this.controllers = controllers;
    }

    Terminal terminal() {
        return terminal;
    }

    Controllers controllers() {
        return controllers;
    }

    /** The one that was named, or that runs on the data directory. */
    Server existing(ServerOptions options) throws InterruptedException {
        var named = options.named(terminal);
        if (named.isPresent()) {
            return named.get();
        }
        var data = options.data(terminal);
        return running(data)
                .orElseThrow(() -> new Failure(
                        ExitCode.UNAVAILABLE,
                        "No server runs on %s: start one with 'millrace up', or name one with --server URL --token-file FILE"
                                .formatted(data.path())));
    }

    /** The one that was named, or that runs on the data directory, or else one that is started for this command and ends with it. */
    Server any(ServerOptions options) throws InterruptedException {
        return any(options, true);
    }

    /** As {@link #any}; one that is started has no agent, because nothing will run. */
    Server withoutAgent(ServerOptions options) throws InterruptedException {
        return any(options, false);
    }

    /**
     * One that looks at pipelines: the one that was named, or that runs on the data directory. One that is started knows the release's plugins
     * alone, and so is a whole one where there are others.
     */
    Server forPipelines(ServerOptions options) throws InterruptedException {
        var named = options.named(terminal);
        if (named.isPresent()) {
            return named.get();
        }
        var data = options.data(terminal);
        var running = running(data);
        if (running.isPresent()) {
            return running.get();
        }
        return data.hasPlugins() ? started(data, false) : own(Starting.start(controllers::startForPipelines));
    }

    private Server any(ServerOptions options, boolean agent) throws InterruptedException {
        var named = options.named(terminal);
        if (named.isPresent()) {
            return named.get();
        }
        var data = options.data(terminal);
        var running = running(data);
        return running.isPresent() ? running.get() : started(data, agent);
    }

    private Server started(DataDirectory data, boolean agent) {
        var own = Starting.start(
                controllers,
                new Controllers.Options(
                        data.path(), "127.0.0.1", 0, agent, "auto", Optional.empty(), Controllers.Blobs.USUAL));
        return own(own);
    }

    private static Server own(Controllers.Started own) {
        try {
            return new Server(own.url(), Server.readToken(own.tokenFile()), Optional.of(own));
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /** The controller that holds a data directory; one that is just starting is waited for. */
    private Optional<Server> running(DataDirectory data) throws InterruptedException {
        var deadline = System.nanoTime() + STARTING.toNanos();
        var holder = data.holder().filter(DataDirectory.Holder::alive);
        while (holder.isPresent() && System.nanoTime() < deadline) {
            try (var api = new Api(holder.get().url(), "")) {
                if (api.ready()) {
                    return Optional.of(
                            new Server(holder.get().url(), Server.readToken(data.tokenFile()), Optional.empty()));
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
            holder = data.holder().filter(DataDirectory.Holder::alive);
        }
        return Optional.empty();
    }
}
