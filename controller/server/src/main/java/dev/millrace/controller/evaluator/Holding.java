package dev.millrace.controller.evaluator;

import java.util.List;

/**
 * What holds evaluators on this machine.
 *
 * @param by in words
 * @param walled there are namespaces around them: no network, no files but their own
 * @param refused why something stronger does not, one line each
 */
public record Holding(String by, boolean walled, List<String> refused) {
    public Holding {
        refused = List.copyOf(refused);
    }
}
