package dev.millrace.evaluator.lint;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Names that Jenkins plugins bring and Millrace does not: steps, classes for {@code step([$class: ...])}, global variables. They come from a list of lines
 * {@code name TAB plugin}; the plugin is its id in Jenkins.
 */
public final class Foreign {
    private static final String LIST = "foreign-steps.tsv";
    private final Map<String, String> plugins;

    private Foreign(Map<String, String> plugins) {
        this.plugins = Map.copyOf(plugins);
    }

    /** The list that comes with this program. */
    public static Foreign list() {
        return Listed.ALL;
    }

    private static Foreign read() {
        try (var in = Objects.requireNonNull(Foreign.class.getResourceAsStream(LIST), LIST);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var plugins = new HashMap<String, String>();
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var tab = line.indexOf('\t');
                if (tab < 1 || plugins.put(line.substring(0, tab), line.substring(tab + 1)) != null) {
                    throw new IllegalStateException(LIST + " has a line without a name, or a name twice: " + line);
                }
            }
            return new Foreign(plugins);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Id of the Jenkins plugin that brings this name; empty where none is known to. */
    public Optional<String> plugin(String name) {
        return Optional.ofNullable(plugins.get(name));
    }

    /** How many names there are. */
    public int size() {
        return plugins.size();
    }

    /** Read when it is first wanted. */
    private static final class Listed {
        static final Foreign ALL = read();
    }
}
