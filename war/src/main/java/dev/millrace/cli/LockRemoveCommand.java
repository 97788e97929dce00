package dev.millrace.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace lock remove}. */
@Command(name = "remove", description = "Takes a declaration back. Who holds the lock goes on holding it.")
final class LockRemoveCommand extends SchedulingVerb {
    @Parameters(paramLabel = "NAME", description = "As 'millrace lock list' shows it.")
    private String name = "";

    LockRemoveCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        api.delete(path("locks", name));
    }
}
