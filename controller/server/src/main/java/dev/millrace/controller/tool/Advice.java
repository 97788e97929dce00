package dev.millrace.controller.tool;

import java.util.Collection;

/** Commands that people can copy. */
final class Advice {
    private Advice() {}

    static String add(String type, String name) {
        return "An administrator adds it with: millrace tool set %s. For one run: millrace run --tool %s"
                .formatted(assignment(type, name), assignment(type, name));
    }

    static String correct(Tool tool, Place place) {
        return "Say where it is there with: millrace tool set %s --label %s"
                .formatted(assignment(tool.type().name(), tool.name()), quoted(place.agent()));
    }

    static String given(Tool tool) {
        return "The run was given it with --tool %s"
                .formatted(quoted(tool.id() + "=" + tool.homes().getFirst().directory()));
    }

    private static String assignment(String type, String name) {
        return quoted(type + ":" + name + "=") + "/ITS/HOME";
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_.:=/@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    static String list(Collection<String> names) {
        return String.join(", ", names);
    }
}
