package dev.millrace.controller.plugin;

import dev.millrace.controller.base.Problem;
import java.util.List;

/**
 * A plugin that was found.
 *
 * @param id its id; of an archive that cannot be read, the name of its file
 * @param version its version; empty where unknown
 * @param description one sentence for people
 * @param provider who made it
 * @param permissions keys of what it may use
 * @param bundled it came with this release
 * @param state what it does
 * @param steps names of the steps that it brings, while it runs
 * @param problems why it does not run; empty otherwise
 */
public record PluginStatus(
        String id,
        String version,
        String description,
        String provider,
        List<String> permissions,
        boolean bundled,
        State state,
        List<String> steps,
        List<Problem> problems) {
    public PluginStatus {
        permissions = List.copyOf(permissions);
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }

    /** What a plugin does. */
    public enum State {
        /** Its steps can be used. */
        RUNNING,
        /** An administrator disabled it. */
        DISABLED,
        /** Its archive is not the one that an administrator approved. */
        UNAPPROVED,
        /** It should run and cannot; the problems say why. */
        FAILED
    }
}
