package dev.millrace.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace up}. */
@Command(
        name = "up",
        description = {
            "Starts a controller with its console, an embedded PostgreSQL and an agent on this machine, and prints where it is ready.",
            "The first start writes DIR/admin.token, the first administrator's token."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace up",
            "  millrace up --data /srv/millrace --host 0.0.0.0 --port 80",
            "  millrace up --database-url 'jdbc:postgresql://db/millrace?user=millrace' --database-password-file db.password",
            "",
            "Ctrl-C stops it. Runs that are under way go on at the next start."
        })
final class UpCommand implements Callable<Integer> {
    private static final int SETTLED_SECONDS = 2;

    private final Servers servers;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps everything in DIR; $MILLRACE_DATA or ~/.local/share/millrace where it is not given.")
    private @Nullable Path data;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Listens at ADDRESS; default: ${DEFAULT-VALUE}")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Listens at port N, 0 takes a free one; default: ${DEFAULT-VALUE}")
    private int port = 8080;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description =
                    "A PostgreSQL (16 or newer) to use in place of the embedded one: jdbc:postgresql://HOST/DATABASE?user=NAME")
    private @Nullable String databaseUrl;

    @Option(
            names = "--database-password-file",
            paramLabel = "FILE",
            description = "File with the password for --database-url; or the variable MILLRACE_DATABASE_PASSWORD.")
    private @Nullable Path databasePasswordFile;

    @Option(
            names = "--blobs",
            paramLabel = "WHERE",
            description = {
                "Keeps artifacts, trees and other large content in another directory, or in a store that speaks S3:",
                "s3://BUCKET/PREFIX?endpoint=https://HOST:PORT&region=NAME. What lies elsewhere stays readable; 'millrace blobs move' moves it."
            })
    private String blobs = "";

    @Option(
            names = "--blobs-credentials-file",
            paramLabel = "FILE",
            description =
                    "File with aws_access_key_id = ... and aws_secret_access_key = ...; or the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
    private @Nullable Path blobsCredentialsFile;

    @Option(names = "--no-agent", description = "Starts no agent on this machine.")
    private boolean noAgent;

    @Option(
            names = "--evaluator-isolation",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description = {
                "How the processes that run pipelines are kept from network and files: auto as well as this machine can,",
                "required or not at all, off only by a filter of system calls; default: ${DEFAULT-VALUE}"
            })
    private String isolation = "auto";

    UpCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > 65535) {
            throw new Failure(ExitCode.USAGE, "Not a port (0 to 65535): --port " + port);
        }
        if (!List.of("auto", "required", "off").contains(isolation)) {
            throw new Failure(ExitCode.USAGE, "Not one of auto, required and off: --evaluator-isolation " + isolation);
        }
        if (databaseUrl == null && databasePasswordFile != null) {
            throw new Failure(ExitCode.USAGE, "--database-password-file goes with --database-url");
        }
        var terminal = servers.terminal();
        var directory = DataDirectory.of(Optional.ofNullable(data), terminal.environment());
        try (var started = Starting.start(
                servers.controllers(),
                new Controllers.Options(
                        directory.path(),
                        host,
                        port,
                        !noAgent,
                        isolation,
                        database(),
                        new Controllers.Blobs(blobs, Optional.ofNullable(blobsCredentialsFile))))) {
            terminal.print("Millrace is ready at " + started.url());
            terminal.print("The administrator's token is in " + started.tokenFile());
            // start-up leaves more garbage than hours of idling do: it goes back to the system
            CompletableFuture.delayedExecutor(SETTLED_SECONDS, TimeUnit.SECONDS).execute(System::gc);
            started.awaitTermination();
        }
        return ExitCode.SUCCESS;
    }

    private Optional<Controllers.Database> database() {
        return Optional.ofNullable(databaseUrl)
                .map(url -> new Controllers.Database(url, Optional.ofNullable(databasePasswordFile)));
    }
}
