package dev.millrace.cli;

import java.nio.file.Path;
import java.util.Map;

/** A tool as it stands on a command line: {@code jdk:jdk17=/opt/jdk-17}. */
record GivenTool(String type, String name, String home) {
    private static final String FORM = "TYPE:NAME=HOME, such as jdk:jdk17=/opt/jdk-17";

    static GivenTool parse(String text) {
        var equals = text.indexOf('=');
        if (equals < 0 || equals == text.length() - 1) {
            throw new Failure(ExitCode.USAGE, "A tool is %s, not '%s'".formatted(FORM, text));
        }
        var named = name(text.substring(0, equals));
        return new GivenTool(named.type(), named.name(), text.substring(equals + 1));
    }

    /** Without the home. */
    static GivenTool name(String text) {
        var colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1) {
            throw new Failure(ExitCode.USAGE, "A tool is named TYPE:NAME, such as jdk:jdk17, not '%s'".formatted(text));
        }
        return new GivenTool(text.substring(0, colon), text.substring(colon + 1), "");
    }

    /**
     * For the API.
     *
     * @param elsewhere agents may be on other machines: paths are taken as they are
     */
    Map<String, String> fields(boolean elsewhere) {
        return Map.of("type", type, "name", name, "home", elsewhere ? home : here());
    }

    /** The home on this machine. */
    String here() {
        return Path.of(home).toAbsolutePath().normalize().toString();
    }
}
