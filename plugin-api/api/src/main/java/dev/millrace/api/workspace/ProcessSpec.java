package dev.millrace.api.workspace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A process to run in the workspace.
 *
 * @param command program and arguments; secrets must not be in them
 * @param attachments private files of this process, outside the workspace, by name
 * @param environment variables on top of those that the call sees
 * @param captureOutput standard output is the result instead of being logged
 */
public record ProcessSpec(
        List<Argument> command,
        Map<String, byte[]> attachments,
        Map<String, String> environment,
        boolean captureOutput) {
    public ProcessSpec {
        command = List.copyOf(command);
        attachments = Map.copyOf(attachments);
        environment = Map.copyOf(environment);
        for (var argument : command) {
            if (argument instanceof Argument.PathOf path && !attachments.containsKey(path.attachment())) {
                throw new IllegalArgumentException("There is no attachment " + path.attachment());
            }
        }
    }

    /** A program or an argument. */
    public sealed interface Argument {
        /** As it is. */
        record Literal(String text) implements Argument {}

        /** The absolute path that the attachment of this name gets. */
        record PathOf(String attachment) implements Argument {}
    }

    /** A process from literal arguments. */
    public static Builder of(String... command) {
        return new Builder().arguments(command);
    }

    /** Collects what a process needs. Not thread-safe. */
    public static final class Builder {
        private final List<Argument> command = new ArrayList<>();
        private final Map<String, byte[]> attachments = new LinkedHashMap<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private boolean captureOutput;

        private Builder() {}

        /** Adds literal arguments. */
        public Builder arguments(String... arguments) {
            for (var argument : arguments) {
                command.add(new Argument.Literal(argument));
            }
            return this;
        }

        /** Adds a private file and its path as an argument. The name has letters, digits, dots, dashes and underscores. */
        public Builder attachment(String name, byte[] content) {
            attachments.put(name, content);
            command.add(new Argument.PathOf(name));
            return this;
        }

        /** Sets a variable. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Makes standard output the result instead of logging it. */
        public Builder captureOutput(boolean capture) {
            captureOutput = capture;
            return this;
        }

        /** The process. */
        public ProcessSpec build() {
            return new ProcessSpec(command, attachments, environment, captureOutput);
        }
    }
}
