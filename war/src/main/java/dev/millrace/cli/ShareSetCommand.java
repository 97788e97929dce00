package dev.millrace.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code millrace share set}. */
@Command(
        name = "set",
        description = "Changes what an organization or project is entitled to, at once; what is not named stays.")
final class ShareSetCommand extends SchedulingVerb {
    @Option(names = "--project", paramLabel = "ID", description = "Of this project; default: of the organization.")
    private @Nullable Long project;

    @Option(names = "--weight", paramLabel = "N", description = "How much, compared with others; 1 is usual.")
    private @Nullable Double weight;

    @Option(names = "--most-jobs", paramLabel = "N", description = "Jobs at a time; 0: any number.")
    private @Nullable Integer mostJobs;

    @Option(
            names = "--most-share",
            paramLabel = "N",
            description = "Part of all agents' executors, cpu or memory; 1: all.")
    private @Nullable Double mostShare;

    ShareSetCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        var given = new LinkedHashMap<String, Object>();
        put(given, "project", project);
        put(given, "weight", weight);
        put(given, "mostJobs", mostJobs);
        put(given, "mostShare", mostShare);
        api.put(path("shares"), given);
    }

    private static void put(Map<String, Object> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
