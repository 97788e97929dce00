package dev.millrace.controller.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A tool on an agent.
 *
 * @param tool which
 * @param home where it is there
 * @param given to the run, which only who starts it can correct
 */
public record FoundTool(Tool tool, String home, boolean given) {
    /** What it sets, in order, as {@code withEnv} takes it: {@code JAVA_HOME=...}, {@code PATH+JDK=...}. */
    public List<String> environment() {
        var all = new ArrayList<String>();
        var type = tool.type();
        type.variables().forEach(variable -> all.add(variable + "=" + home));
        tool.environment().forEach((name, value) -> all.add(name + "=" + value));
        var key = type.key().isEmpty() ? "TOOL" : type.key();
        var number = 0;
        for (var directory : tool.path()) {
            all.add("PATH+%s_%d=%s".formatted(key, ++number, Homes.below(home, directory)));
        }
        if (!type.key().isEmpty()) {
            all.add("PATH+%s=%s".formatted(key, Homes.below(home, "bin")));
        }
        return all;
    }

    /** The same, applied: {@code path} is what PATH is before. */
    public Map<String, String> environment(String path) {
        var all = new LinkedHashMap<String, String>();
        var joined = path;
        for (var entry : environment()) {
            var equals = entry.indexOf('=');
            var name = entry.substring(0, equals);
            var value = entry.substring(equals + 1);
            if (name.startsWith("PATH+")) {
                joined = joined.isEmpty() ? value : value + Homes.separator(home) + joined;
                all.put("PATH", joined);
            } else {
                all.put(name, value);
            }
        }
        return all;
    }

    /** Another home, when it has to be corrected, and the agents that it is for. */
    public ToolMissing absent(Place place) {
        return new ToolMissing("%s '%s' is not on agent %s: there is no directory %s. %s"
                .formatted(tool.type().name(), tool.name(), place.agent(), home, correct(place)));
    }

    /** The home is there, but it is not one of this type. */
    public ToolMissing hollow(Place place) {
        return new ToolMissing("%s '%s' on agent %s: %s has no %s, so that it is not the home of a %s. %s"
                .formatted(
                        tool.type().name(),
                        tool.name(),
                        place.agent(),
                        home,
                        tool.type().program(),
                        tool.type().name(),
                        correct(place)));
    }

    private String correct(Place place) {
        return given ? Advice.given(tool) : Advice.correct(tool, place);
    }
}
