package dev.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;

/** A run at a position: its branches from the outside in, with their calls and variables. */
final class StateListing {
    private static final String STEP = "  ";

    private final Terminal terminal;
    private final boolean environment;

    StateListing(Terminal terminal, boolean environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    void print(JsonNode state) {
        terminal.print("After entry %d of %d"
                .formatted(state.path("position").asInt(), state.path("length").asInt()));
        variables(state.path("variables"), STEP);
        for (var branch : state.path("branches")) {
            branch(branch);
        }
        if (state.path("cut").asBoolean()) {
            terminal.print("There is more than can be shown");
        }
    }

    private void branch(JsonNode branch) {
        terminal.print(
                branch.hasNonNull("name")
                        ? "branch '%s'".formatted(branch.path("name").asText())
                        : "main branch");
        for (var block : branch.path("blocks")) {
            terminal.print(STEP
                    + "in step:%d %s%s"
                            .formatted(
                                    block.path("step").asInt(),
                                    block.path("words").asText(),
                                    Places.of(block)));
        }
        if (branch.hasNonNull("waits")) {
            terminal.print(STEP + "waits for " + branch.path("waits").asText());
        }
        if (branch.hasNonNull("next")) {
            terminal.print(STEP + "goes on with " + branch.path("next").asText());
        }
        if (branch.hasNonNull("directory")) {
            terminal.print(STEP + "directory " + branch.path("directory").asText());
        }
        for (var frame : branch.path("frames")) {
            terminal.print(STEP + "at " + method(frame) + Places.of(frame));
            variables(frame.path("variables"), STEP + STEP);
        }
        if (environment) {
            terminal.print(STEP + "environment");
            branch.path("environment")
                    .properties()
                    .forEach(variable -> terminal.print(STEP + STEP + variable.getKey() + "="
                            + variable.getValue().asText()));
        }
    }

    private static String method(JsonNode frame) {
        var method = frame.path("method").asText("");
        return method.isEmpty() ? "script" : method.equals("{}") ? "closure" : method + "()";
    }

    private void variables(JsonNode variables, String indent) {
        for (var variable : variables) {
            terminal.print(indent
                    + "%s = %s"
                            .formatted(
                                    variable.path("name").asText(),
                                    variable.path("value").asText()));
        }
    }
}
