package dev.millrace.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code millrace limits set}. */
@Command(
        name = "set",
        description = "Changes limits; those that are not named stay as they are. 'usual' takes a change back.",
        footerHeading = "%nExample:%n",
        footer = "  millrace limits set steps=5000 logBytes=usual")
final class LimitsSetCommand extends LimitsVerb {
    private static final String USUAL = "usual";

    @Parameters(arity = "1..*", paramLabel = "NAME=VALUE", description = "A limit and a number, or 'usual'.")
    private Map<String, String> changes = new LinkedHashMap<>();

    LimitsSetCommand(Servers servers) {
        super(servers);
    }

    @Override
    void act(Api api, Terminal terminal) throws IOException, InterruptedException {
        var limits = new LinkedHashMap<String, Long>();
        limits(api)
                .path("limits")
                .properties()
                .forEach(limit -> limits.put(limit.getKey(), limit.getValue().asLong()));
        for (var change : changes.entrySet()) {
            if (change.getValue().equals(USUAL)) {
                limits.remove(change.getKey());
            } else {
                limits.put(change.getKey(), number(change.getKey(), change.getValue()));
            }
        }
        api.put(path(), Map.of("limits", limits));
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new Failure(ExitCode.USAGE, "%s=%s: a limit is a number, or 'usual'".formatted(name, value), e);
        }
    }
}
