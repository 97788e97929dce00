package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.plugin.PluginInspection;
import dev.millrace.controller.plugin.PluginInspection.AskedPermission;
import dev.millrace.controller.plugin.PluginStatus;
import dev.millrace.controller.plugin.PluginStatus.State;
import dev.millrace.controller.plugin.Plugins;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Archives are texts: their content is the plugin's id. */
final class FakePlugins implements Plugins {
    private final Map<String, PluginStatus> plugins = new ConcurrentSkipListMap<>();

    private static String id(Path archive) {
        try {
            return Files.readString(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PluginStatus put(String id, State state) {
        var status = new PluginStatus(
                id, "1.0", "Does things.", "someone", List.of("network"), false, state, List.of("thing"), List.of());
        plugins.put(id, status);
        return status;
    }

    private PluginStatus known(String id, State state) {
        if (!plugins.containsKey(id)) {
            throw new UserError(UserError.Kind.NOT_FOUND, "There is no plugin " + id, "");
        }
        return put(id, state);
    }

    @Override
    public List<PluginStatus> list() {
        return List.copyOf(plugins.values());
    }

    @Override
    public PluginInspection inspect(Path archive) {
        return new PluginInspection(
                id(archive),
                "1.0",
                "Does things.",
                "someone",
                ">=1",
                List.of(),
                List.of(new AskedPermission("network", "It may reach other machines.")),
                "",
                List.of());
    }

    @Override
    public PluginStatus install(Path archive) {
        return put(id(archive), State.RUNNING);
    }

    @Override
    public PluginStatus enable(String id) {
        return known(id, State.RUNNING);
    }

    @Override
    public PluginStatus disable(String id) {
        return known(id, State.DISABLED);
    }

    @Override
    public void remove(String id) {
        plugins.remove(known(id, State.DISABLED).id());
    }
}
