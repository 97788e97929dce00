package dev.millrace.cli;

import dev.millrace.controller.app.Controller;
import dev.millrace.controller.app.ControllerOptions;
import dev.millrace.controller.base.StartRefused;
import dev.millrace.controller.blob.BlobLocation;
import dev.millrace.controller.blob.S3Credentials;
import dev.millrace.controller.evaluator.Isolation;
import dev.millrace.controller.store.DatabaseLocation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Controllers of this installation, in this process. They end cleanly with the program, also when a signal ends it. */
final class InProcess implements Controllers {
    private final Map<String, String> environment;

    InProcess(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Started start(Options options) {
        return started(home -> Controller.start(new ControllerOptions(
                options.data(),
                home,
                options.host(),
                options.port(),
                options.localAgent(),
                Isolation.valueOf(options.isolation().toUpperCase(Locale.ROOT)),
                options.database().map(this::database),
                blobs(options.blobs()))));
    }

    @Override
    public Started startForPipelines() {
        return started(Controller::startForPipelines);
    }

    @Override
    public Holding evaluators() throws InterruptedException {
        var home = System.getProperty("millrace.home", "");
        if (home.isEmpty()) {
            return new Holding("unknown", false, List.of("Millrace was not started with its launcher"));
        }
        var holding = Controller.evaluators(Path.of(home));
        return new Holding(holding.by(), holding.walled(), holding.refused());
    }

    private static Started started(Function<Path, Controller> start) {
        var home = System.getProperty("millrace.home", "");
        if (home.isEmpty()) {
            throw new Failure(
                    ExitCode.UNAVAILABLE,
                    "The system property millrace.home is not set: start Millrace with its launcher");
        }
        try {
            var controller = start.apply(Path.of(home));
            Runtime.getRuntime().addShutdownHook(new Thread(controller::close, "shutdown"));
            return new Running(controller);
        } catch (StartRefused e) {
            throw new Failure(ExitCode.UNAVAILABLE, e.getMessage() + ". " + e.hint(), e);
        }
    }

    /** User and password are taken out of the URL's query; the password may come from a file or the environment instead. */
    private DatabaseLocation.Given database(Database database) {
        var url = database.url();
        var question = url.indexOf('?');
        var query = question < 0 ? Map.<String, String>of() : query(url.substring(question + 1));
        var rest = query.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals("user") && !entry.getKey().equals("password"))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        var bare = question < 0 ? url : url.substring(0, question) + (rest.isEmpty() ? "" : "?" + rest);
        var password = database.passwordFile()
                .map(InProcess::password)
                .or(() -> Optional.ofNullable(query.get("password")))
                .orElse(environment.getOrDefault("MILLRACE_DATABASE_PASSWORD", ""));
        try {
            return new DatabaseLocation.Given(
                    bare, query.getOrDefault("user", System.getProperty("user.name")), password);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--database-url: " + e.getMessage(), e);
        }
    }

    /** Keys come from a file or the environment, never from the command line, which everybody on the machine can read. */
    private ControllerOptions.Blobs blobs(Blobs blobs) {
        try {
            var location = BlobLocation.parse(blobs.location());
            var file = blobs.credentialsFile();
            return new ControllerOptions.Blobs(
                    location,
                    file.isPresent() ? Optional.of(S3Credentials.in(file.get())) : S3Credentials.in(environment));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--blobs: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "--blobs-credentials-file cannot be read: " + e, e);
        }
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "--database-password-file cannot be read: " + e, e);
        }
    }

    private static Map<String, String> query(String text) {
        return Arrays.stream(text.split("&"))
                .filter(part -> part.contains("="))
                .collect(Collectors.toMap(
                        part -> part.substring(0, part.indexOf('=')),
                        part -> part.substring(part.indexOf('=') + 1),
                        (first, _) -> first));
    }

    private record Running(Controller controller) implements Started {
        @Override
        public URI url() {
            return controller.url();
        }

        @Override
        public Path tokenFile() {
            return controller.tokenFile();
        }

        @Override
        public void awaitTermination() throws InterruptedException {
            controller.awaitTermination();
        }

        @Override
        public void close() {
            controller.close();
        }
    }
}
