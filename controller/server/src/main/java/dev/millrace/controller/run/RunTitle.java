package dev.millrace.controller.run;

import java.util.Optional;

/**
 * What a pipeline calls its run, and says about it. What is empty was not said.
 *
 * @param displayName in place of the number
 * @param description for people
 * @param keep the run is not thrown away with other old ones
 */
public record RunTitle(Optional<String> displayName, Optional<String> description, Optional<Boolean> keep) {
    /** Nothing was said. */
    public static final RunTitle NONE = new RunTitle(Optional.empty(), Optional.empty(), Optional.empty());
}
