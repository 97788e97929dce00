package dev.millrace.api.step;

import java.util.Map;
import java.util.Optional;

/**
 * What the body of a block sees.
 *
 * @param directory current directory of its steps, below the workspace or absolute; empty leaves it
 * @param environment variables on top of those around the block
 */
public record BlockScope(Optional<String> directory, Map<String, String> environment) {
    public BlockScope {
        environment = Map.copyOf(environment);
    }

    /** A body in another directory. */
    public static BlockScope inDirectory(String directory) {
        return new BlockScope(Optional.of(directory), Map.of());
    }

    /** A body with more variables. */
    public static BlockScope withEnvironment(Map<String, String> environment) {
        return new BlockScope(Optional.empty(), environment);
    }
}
