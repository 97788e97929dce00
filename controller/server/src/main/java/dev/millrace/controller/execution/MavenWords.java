package dev.millrace.controller.execution;

import dev.millrace.api.step.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code withMaven} says in the environment. Pure. */
final class MavenWords {
    static final String ARGUMENTS = "MAVEN_ARGS";

    private MavenWords() {}

    /** @param directory that paths are relative to */
    static Map<String, String> variables(Arguments given, Map<String, String> environment, String directory) {
        var line = new StringBuilder(environment.getOrDefault(ARGUMENTS, ""));
        option(line, "-s ", given.text("mavenSettingsFilePath", ""), directory);
        option(line, "-gs ", given.text("globalMavenSettingsFilePath", ""), directory);
        option(line, "-Dmaven.repo.local=", given.text("mavenLocalRepo", ""), directory);
        var variables = new LinkedHashMap<String, String>();
        if (!line.toString().equals(environment.getOrDefault(ARGUMENTS, ""))) {
            variables.put(ARGUMENTS, line.toString());
        }
        var options = given.text("mavenOpts", "");
        if (!options.isBlank()) {
            variables.put("MAVEN_OPTS", (options + " " + environment.getOrDefault("MAVEN_OPTS", "")).strip());
        }
        return variables;
    }

    private static void option(StringBuilder line, String word, String path, String directory) {
        if (!path.isBlank()) {
            line.append(line.isEmpty() ? "" : " ")
                    .append(word)
                    .append(WorkspacePath.absolute(path) ? path : directory + "/" + path);
        }
    }
}
