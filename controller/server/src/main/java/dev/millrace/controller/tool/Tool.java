package dev.millrace.controller.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tool as an organization has it.
 *
 * @param type {@code jdk}, {@code maven}, ...
 * @param name as pipelines call it; unique within the type
 * @param homes where it is
 * @param environment variables that come with it, beside those of its type
 * @param path directories for PATH beside those of its type; relative ones are below the home
 */
public record Tool(
        ToolType type, String name, List<ToolHome> homes, Map<String, String> environment, List<String> path) {
    public Tool {
        homes = List.copyOf(homes);
        environment = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        path = List.copyOf(path);
    }

    /** In one directory, with what its type sets. */
    public Tool(ToolType type, String name, String home) {
        this(type, name, List.of(ToolHome.everywhere(home)), Map.of(), List.of());
    }

    /** As it is given on command lines: {@code maven:M3}. */
    public String id() {
        return type.name() + ":" + name;
    }
}
