package dev.millrace.controller.run;

import java.util.Optional;

/**
 * What a pipeline calls its run, and says about it. What is empty was not said.
 *
 * @param displayName in place of the number
 * @param description for people
 * @param keep the run is not thrown away with other old ones
 */
public record RunLabel(Optional<String> displayName, Optional<String> description, Optional<Boolean> keep) {
    /** Nothing was said. */
    public static final RunLabel NONE = new RunLabel(Optional.empty(), Optional.empty(), Optional.empty());
}
