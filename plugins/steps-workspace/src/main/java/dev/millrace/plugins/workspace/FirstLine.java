package dev.millrace.plugins.workspace;

import java.util.List;

/**
 * The {@code #!} line of a script, read as the kernel reads it: a program and at most one argument, which may have spaces.
 *
 * @param interpreter program and argument; empty where the script names none
 */
record FirstLine(List<String> interpreter) {
    static FirstLine of(String script) {
        if (!script.startsWith("#!")) {
            return new FirstLine(List.of());
        }
        int end = script.indexOf('\n');
        var line = script.substring(2, end < 0 ? script.length() : end).strip();
        int space = line.indexOf(' ');
        if (line.isEmpty()) {
            return new FirstLine(List.of());
        }
        return new FirstLine(
                space < 0
                        ? List.of(line)
                        : List.of(
                                line.substring(0, space), line.substring(space).strip()));
    }
}
