package dev.millrace.controller.plugin;

import dev.millrace.controller.base.Problem;
import java.util.List;

/**
 * What an archive declares, for an administrator to look at before it is installed.
 *
 * @param id its id; empty where it cannot be read, like the other texts
 * @param version its version
 * @param description one sentence for people
 * @param provider who made it
 * @param requires versions of the plugin API that it works with
 * @param dependencies plugins that it needs, as {@code id@versions}
 * @param permissions what it would be allowed to use
 * @param replaces version of the installed plugin that it would replace; empty where there is none
 * @param problems what speaks against installing it; empty where nothing does
 */
public record PluginInspection(
        String id,
        String version,
        String description,
        String provider,
        String requires,
        List<String> dependencies,
        List<AskedPermission> permissions,
        String replaces,
        List<Problem> problems) {
    public PluginInspection {
        dependencies = List.copyOf(dependencies);
        permissions = List.copyOf(permissions);
        problems = List.copyOf(problems);
    }

    /**
     * A permission that a plugin asks for.
     *
     * @param key as in the manifest
     * @param meaning what it allows, one sentence for people
     */
    public record AskedPermission(String key, String meaning) {}
}
