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

    /**
     * What is said of a step that is not there; empty where it may come from a shared library that the source uses.
     *
     * @param defined names that the file itself defines
     */
    Optional<Missing> missing(String step, Set<String> defined);

    /** A step that is not there. */
    record Missing(String message, String hint) {}
}
