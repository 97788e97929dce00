package dev.millrace.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Holds the API to api.txt, which is what plugins were promised. Adding is free, and is written down with {@code -Dapi.update}; taking away or changing
 * needs a higher major version in {@link ApiVersion}.
 */
class ApiGateTest {
    private static final Path BASELINE = Path.of("api.txt");
    private static final String HEADER = "# Plugin API ";

    /** Plugins implement these: a new method without a body breaks them. */
    private static final List<String> IMPLEMENTED_BY_PLUGINS = List.of(
            "dev.millrace.api.Plugin",
            "dev.millrace.api.Checkout",
            "dev.millrace.api.step.Step",
            "dev.millrace.api.step.ActionStep",
            "dev.millrace.api.step.BlockStep");

    @Test
    void the_api_is_what_plugins_were_promised() throws Exception {
        var now = Signatures.of(classes());
        var lines = Files.readAllLines(BASELINE);
        var promisedVersion = lines.getFirst().substring(HEADER.length());
        var promised = new TreeSet<>(lines.subList(1, lines.size()));
        var breaking = breaking(promised, now);
        if (major(ApiVersion.current()) == major(promisedVersion)) {
            assertEquals(
                    List.of(),
                    breaking,
                    "This breaks plugins that were built against API " + promisedVersion
                            + ": keep what was there and add beside it, or raise the major version in ApiVersion");
        }
        if (Boolean.getBoolean("api.update") || "".equals(System.getProperty("api.update"))) {
            write(now);
            return;
        }
        assertEquals(
                String.join("\n", promised),
                String.join("\n", now),
                "The API has grown. Write it down: ./mvnw -pl plugin-api/api test -Dtest=ApiGateTest -Dapi.update=true, and commit api.txt");
        assertEquals(
                ApiVersion.current(),
                promisedVersion,
                "api.txt is of another version: run this test with -Dapi.update=true");
    }

    @Test
    void what_is_taken_away_or_changed_breaks_and_what_is_added_does_not() {
        SortedSet<String> promised = new TreeSet<>(
                List.of("a.B : interface", "a.B.c() : abstract int", "dev.millrace.api.step.Step : interface"));
        assertEquals(List.of(), breaking(promised, with(promised, "a.B.d() : abstract int")));
        assertEquals(
                List.of("gone: a.B.c() : abstract int"),
                breaking(
                        promised, new TreeSet<>(List.of("a.B : interface", "dev.millrace.api.step.Step : interface"))));
        var step = "dev.millrace.api.step.Step.more() : ";
        assertEquals(List.of(), breaking(promised, with(promised, step + "default void")));
        assertEquals(
                List.of("must be implemented: " + step + "abstract void"),
                breaking(promised, with(promised, step + "abstract void")));
    }

    @Test
    void the_file_is_sorted_so_that_it_merges_well() throws IOException {
        var lines = Files.readAllLines(BASELINE);
        assertTrue(lines.getFirst().startsWith(HEADER));
        assertEquals(List.copyOf(new TreeSet<>(lines.subList(1, lines.size()))), lines.subList(1, lines.size()));
    }

    private static List<String> breaking(SortedSet<String> promised, SortedSet<String> now) {
        var breaking = new ArrayList<String>();
        for (var line : promised) {
            if (!now.contains(line)) {
                breaking.add("gone: " + line);
            }
        }
        for (var line : now) {
            boolean implemented = IMPLEMENTED_BY_PLUGINS.stream()
                    .anyMatch(type -> line.startsWith(type + ".") && isPromised(type, promised));
            if (!promised.contains(line) && implemented && line.contains(" : abstract ")) {
                breaking.add("must be implemented: " + line);
            }
        }
        return breaking;
    }

    private static boolean isPromised(String type, SortedSet<String> promised) {
        return promised.stream().anyMatch(line -> line.startsWith(type + " : "));
    }

    private static SortedSet<String> with(SortedSet<String> lines, String more) {
        var all = new TreeSet<>(lines);
        all.add(more);
        return all;
    }

    private static int major(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(
                Plugin.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static void write(SortedSet<String> now) throws IOException {
        Files.writeString(BASELINE, HEADER + ApiVersion.current() + "\n" + String.join("\n", now) + "\n");
    }
}
