package dev.millrace.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code millrace lock set}. */
@Command(name = "set", description = "Declares a lock, or gives it other labels.")
final class LockSetCommand extends SchedulingVerb {
    @Parameters(paramLabel = "NAME", description = "Name of the lock.")
    private String name = "";

    @Option(names = "--labels", paramLabel = "LABELS", description = "Labels, separated by spaces.")
    private String labels = "";

    LockSetCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        List<String> words = Stream.of(labels.split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
        api.put(path("locks", name), Map.of("labels", words));
    }
}
