package dev.millrace.evaluator.declarative;

import java.util.Optional;
import java.util.Set;

/** What the parser asks about steps. */
public interface Known {
    /** Names of all steps. */
    Set<String> steps();

    /** The name that may have been meant. */
    String hint(String name, Set<String> names);

    /** What is wrong with a call of this step that has these named arguments only, if anything. */
    Optional<String> wrong(String step, Set<String> named, boolean positional);
}
