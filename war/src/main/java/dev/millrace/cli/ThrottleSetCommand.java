package dev.millrace.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace throttle set}. */
@Command(
        name = "set",
        description =
                "Says how many jobs of a category run at a time; jobs that were asked for before keep what held then.")
final class ThrottleSetCommand extends SchedulingVerb {
    @Parameters(paramLabel = "NAME", description = "Name of the category.")
    private String name = "";

    @Option(names = "--most", paramLabel = "N", description = "Jobs at a time on all agents; default: any number.")
    private int most;

    @Option(
            names = "--most-per-agent",
            paramLabel = "N",
            description = "Jobs at a time on one agent; default: any number.")
    private int mostPerAgent;

    ThrottleSetCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        api.put(path("throttles", name), Map.of("most", most, "mostPerAgent", mostPerAgent));
    }
}
