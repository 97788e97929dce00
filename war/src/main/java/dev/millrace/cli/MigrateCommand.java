package dev.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace migrate}. */
@Command(
        name = "migrate",
        description = {
            "Says what of a repository's Jenkinsfiles and shared libraries runs as it is.",
            "Of the rest: what it needs first, or what in it will never work and what to write instead. Changes nothing."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  millrace migrate .",
            "  millrace migrate --json services | jq '.summary'",
            "",
            "Exit code: 0, 64 where nothing was found."
        })
final class MigrateCommand implements Callable<Integer> {
    private static final int AT_ONCE = 8;

    private final Servers servers;

    @Mixin
    private final ServerOptions options = new ServerOptions();

    @Option(names = "--json", description = "Prints one JSON object.")
    private boolean json;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            defaultValue = ".",
            description = "A repository, or one file; default: .")
    private Path path = Path.of(".");

    MigrateCommand(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.exists(path)) {
            throw new Failure(ExitCode.USAGE, "There is no " + path);
        }
        var sources = PipelineSources.in(path);
        if (sources.isEmpty()) {
            throw new Failure(
                    ExitCode.USAGE,
                    "%s has no Jenkinsfile, no other pipeline file and no shared library (vars, src)".formatted(path));
        }
        List<Migration> judged;
        try (var server = servers.forPipelines(options);
                var api = server.api()) {
            var judge = new MigrationJudge(api, PipelineSources.functions(sources));
            judged = new InOrder<PipelineSources.Source, Migration>(AT_ONCE).map(sources, judge::judge);
        } catch (ApiRefusal e) {
            throw e.failure();
        }
        var report = new MigrationReport(judged);
        if (json) {
            servers.terminal().print(report.json().toString());
        } else {
            report.lines().forEach(servers.terminal()::print);
        }
        return ExitCode.SUCCESS;
    }
}
