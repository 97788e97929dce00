package dev.millrace.controller.app;

import dev.millrace.controller.base.StartRefused;
import dev.millrace.controller.evaluator.EvaluatorModule;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import dev.millrace.controller.evaluator.Holding;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The whole controller: joins the packages, opens them in order and closes them in reverse. Safe for use by many threads. */
public final class Controller implements AutoCloseable {
    private final Parts parts;
    private final URI url;
    private final Path tokenFile;
    private final CountDownLatch ended = new CountDownLatch(1);

    Controller(Parts parts, URI url, Path tokenFile) {
        this.parts = parts;
        this.url = url;
        this.tokenFile = tokenFile;
    }

    /**
     * Starts a controller and returns when it is ready for requests.
     *
     * @throws StartRefused with what was found and what to do; nothing is left running then
     */
    public static Controller start(ControllerOptions options) {
        return start(parts -> new Assembly(options, parts).assemble());
    }

    /**
     * Starts one that only looks at pipelines, in a fraction of the time: it knows the steps of the release's plugins, and stores nothing.
     *
     * @param home the distribution: {@code lib} and {@code plugins}
     * @throws StartRefused with what was found and what to do; nothing is left running then
     */
    public static Controller startForPipelines(Path home) {
        return start(parts -> new LanguageAssembly(home, parts).assemble());
    }

    /**
     * What would hold the evaluators of a controller of this machine; tried out.
     *
     * @param home the distribution
     */
    public static Holding evaluators(Path home) throws InterruptedException {
        try {
            var scratch = Files.createTempDirectory("millrace-evaluator-");
            try {
                return EvaluatorModule.holding(EvaluatorSettings.usual(
                        Distribution.java(), new Distribution(home).classPath("evaluator"), scratch));
            } finally {
                Files.delete(scratch);
            }
        } catch (IOException e) {
            return new Holding("unknown", false, List.of(String.valueOf(e.getMessage())));
        }
    }

    private static Controller start(Start start) {
        var parts = new Parts();
        try {
            return start.with(parts);
        } catch (IOException e) {
            parts.close();
            throw new StartRefused("The controller cannot start: " + e, "Check the disk and its permissions", e);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private interface Start {
        Controller with(Parts parts) throws IOException;
    }

    /** Where its HTTP side answers. */
    public URI url() {
        return url;
    }

    /** The file with the first administrator's token. */
    public Path tokenFile() {
        return tokenFile;
    }

    /** Waits until it was closed, or has closed itself because another controller took over its database. */
    public void awaitTermination() throws InterruptedException {
        ended.await();
    }

    /** Stops. Runs stand still and go on with the next start. */
    @Override
    public void close() {
        synchronized (parts) {
            if (ended.getCount() > 0) {
                parts.close();
                ended.countDown();
            }
        }
    }
}
