package dev.millrace.evaluator.declarative;

import java.util.Optional;
import java.util.Set;

/** What the parser asks about what it does not know itself. */
public interface Known {
    /** Names of all steps. */
    Set<String> steps();

    /** The name that may have been meant. */
    String hint(String name, Set<String> names);

    /** What a step takes; empty where there is no such step, or its arguments follow no description. */
    Optional<Signature> takes(String step);

    /** Kinds of agents that plugins bring. */
    default Set<String> agents() {
        return Set.of();
    }
}
