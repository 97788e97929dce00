package dev.millrace.embedded;

import dev.millrace.cli.Controllers;
import dev.millrace.controller.app.Controller;
import dev.millrace.controller.app.ControllerOptions;
import dev.millrace.controller.base.StartRefused;
import dev.millrace.controller.store.DatabaseLocation;
import java.net.URI;
import java.nio.file.Path;

/** Starts the controller of this distribution for the command line. */
public final class EmbeddedControllers implements Controllers {
    private static final String HOME = "millrace.home";

    /** Found by {@link java.util.ServiceLoader}. */
    public EmbeddedControllers() {}

    @Override
    public Started start(Options options) {
        var home = System.getProperty(HOME);
        if (home == null) {
            throw new IllegalStateException(
                    "The system property " + HOME + " is not set; start Millrace with its launcher");
        }
        var database = options.databaseUrl()
                .map(url -> new DatabaseLocation.Given(
                        url,
                        System.getenv().getOrDefault("MILLRACE_DATABASE_USER", "millrace"),
                        System.getenv().getOrDefault("MILLRACE_DATABASE_PASSWORD", "")));
        try {
            return new Running(Controller.start(new ControllerOptions(
                    options.data(), Path.of(home), options.host(), options.port(), options.localAgent(), database)));
        } catch (StartRefused e) {
            throw new IllegalStateException("%s. %s.".formatted(e.getMessage(), e.hint()), e);
        }
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
