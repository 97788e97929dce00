package dev.millrace.agent.app;

import dev.millrace.agent.link.LinkSettings;
import dev.millrace.agent.supervisor.OutputLimits;
import dev.millrace.agent.work.AgentSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The agent's command line, taken apart. */
record Arguments(AgentSettings agent, LinkSettings link, boolean ephemeral) {
    static final String USAGE = """
            usage: --controller HOST:PORT --fingerprint HEX [--join-token-file FILE] --name NAME [--labels "a b"]
                   [--executors N] [--env NAME=VALUE]... --dir DIR [--ephemeral]
                   [--no-absolute-workspaces]
                   [--output-limit MIB] [--output-limit-total MIB]""";

    /** Fails with words for people. */
    static Arguments parse(List<String> arguments) {
        var single = new HashMap<String, String>();
        var environment = new HashMap<String, String>();
        boolean absolute = true;
        boolean ephemeral = false;
        for (var at = arguments.iterator(); at.hasNext(); ) {
            var name = at.next();
            switch (name) {
                case "--no-absolute-workspaces" -> absolute = false;
                case "--ephemeral" -> ephemeral = true;
                case "--env" -> variable(value(name, at), environment);
                case "--controller",
                        "--fingerprint",
                        "--join-token-file",
                        "--name",
                        "--labels",
                        "--executors",
                        "--output-limit",
                        "--output-limit-total",
                        "--dir" -> single.put(name, value(name, at));
                default -> throw new IllegalArgumentException("Unknown argument: " + name);
            }
        }
        var controller = required(single, "--controller");
        int colon = controller.lastIndexOf(':');
        var host = controller.substring(0, Math.max(0, colon)).replaceAll("^\\[|\\]$", "");
        var directory = Path.of(required(single, "--dir")).toAbsolutePath();
        var name = required(single, "--name");
        @Nullable String token = single.get("--join-token-file");
        var link = new LinkSettings(
                host,
                number("--controller", controller.substring(colon + 1)),
                required(single, "--fingerprint"),
                token == null ? null : Path.of(token),
                name,
                directory);
        var labels = new ArrayList<>(List.of(single.getOrDefault("--labels", "").split("[ ,]+", -1)));
        labels.removeIf(String::isEmpty);
        int executors = ephemeral ? 1 : number("--executors", single.getOrDefault("--executors", "1"));
        return new Arguments(
                new AgentSettings(name, labels, executors, environment, directory, output(single), absolute),
                link,
                ephemeral);
    }

    private static OutputLimits output(Map<String, String> single) {
        return new OutputLimits(
                mebibytes(single, "--output-limit", OutputLimits.DEFAULT.operationBytes()),
                mebibytes(single, "--output-limit-total", OutputLimits.DEFAULT.totalBytes()));
    }

    private static long mebibytes(Map<String, String> single, String name, long otherwise) {
        var text = single.get(name);
        return text == null ? otherwise : (long) number(name, text) << 20;
    }

    private static String value(String name, java.util.Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(name + " needs a value");
        }
        return rest.next();
    }

    private static void variable(String text, Map<String, String> environment) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("--env takes NAME=VALUE, not " + text);
        }
        environment.put(text.substring(0, equals), text.substring(equals + 1));
    }

    private static String required(Map<String, String> single, String name) {
        var value = single.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static int number(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s: not a number: %s".formatted(name, text), e);
        }
    }
}
