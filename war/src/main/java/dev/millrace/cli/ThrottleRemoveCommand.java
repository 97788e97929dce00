package dev.millrace.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace throttle remove}. */
@Command(name = "remove", description = "Takes back what a category allows: everything, from then on.")
final class ThrottleRemoveCommand extends SchedulingVerb {
    @Parameters(paramLabel = "NAME", description = "As 'millrace throttle list' shows it.")
    private String name = "";

    ThrottleRemoveCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        api.delete(path("throttles", name));
    }
}
