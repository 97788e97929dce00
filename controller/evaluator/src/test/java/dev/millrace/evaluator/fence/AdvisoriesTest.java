package dev.millrace.evaluator.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which escapes were known elsewhere, by the numbers of their advisories. The page about them is written with {@code -Descapes.write=true}. */
class AdvisoriesTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "dev", "millrace", "evaluator", "fence");
    private static final Path PAGE = Path.of("..", "..", "docs", "security", "escapes.md");

    private record Escape(String kind, String message) {}

    private record Advisory(String number, String vulnerabilities, String what, List<String> kinds) {}

    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(RESOURCES.resolve(file)).stream()
                .map(line ->
                        Arrays.stream(line.split("¦", -1)).map(String::strip).toArray(String[]::new))
                .toList();
    }

    private static List<Escape> escapes() throws IOException {
        return rows("escapes.csv").stream()
                .map(row -> new Escape(row[0], row[1]))
                .toList();
    }

    private static List<Advisory> advisories() throws IOException {
        return rows("advisories.csv").stream()
                .map(row -> new Advisory(row[0], row[1], row[2], List.of(row[3].split("; ", -1))))
                .toList();
    }

    @Test
    void each_advisory_names_escapes_that_are_tried() throws IOException {
        var kinds = escapes().stream().map(Escape::kind).collect(Collectors.toSet());
        var unknown = new TreeSet<String>();
        for (var advisory : advisories()) {
            assertTrue(advisory.number().matches("SECURITY-\\d+"), advisory.number());
            for (var one : advisory.vulnerabilities().split(", ", -1)) {
                assertTrue(one.matches("CVE-20\\d\\d-\\d+"), one);
            }
            unknown.addAll(advisory.kinds());
        }
        unknown.removeAll(kinds);
        assertEquals(new TreeSet<>(), unknown);
    }

    @Test
    void each_escape_has_a_name_of_its_own() throws IOException {
        var seen = new HashSet<String>();
        var twice = escapes().stream()
                .map(Escape::kind)
                .filter(kind -> !seen.add(kind))
                .toList();
        assertEquals(List.of(), twice);
    }

    @Test
    void the_page_about_them_is_what_is_tried() throws IOException {
        var page = page();
        if (Boolean.getBoolean("escapes.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertEquals(Files.readString(PAGE), page, "the page is old: run this test with -Descapes.write=true");
    }

    private static String page() throws IOException {
        var escapes = escapes();
        var advisories = advisories();
        var page = new StringBuilder("""
                # Escapes from the language sandbox

                Generated from `escapes.csv` and `advisories.csv` among the tests of `controller/evaluator`; do not edit. Each escape is a program that every build
                runs, with a canary and a file that it must not touch: %d of them. The language sandbox is not the boundary (see
                [Evaluators](../evaluators.md)), but none of these gets past it.

                ## Public advisories

                What was found in the sandbox of Jenkins, and the escapes here that try the same. %d advisories, %d CVE numbers.

                | advisory | CVE | what it was about | escapes |
                |---|---|---|---|
                """.formatted(
                        escapes.size(),
                        advisories.size(),
                        advisories.stream()
                                .mapToInt(one -> one.vulnerabilities().split(", ", -1).length)
                                .sum()));
        for (var advisory : advisories) {
            page.append("| %s | %s | %s | %s |%n"
                    .formatted(
                            advisory.number(),
                            advisory.vulnerabilities(),
                            advisory.what(),
                            String.join("; ", advisory.kinds()))
                    .replace("\r", ""));
        }
        page.append("""

                ## All escapes

                | escape | advisories | what becomes of it |
                |---|---|---|
                """);
        for (var escape : escapes) {
            var numbers = advisories.stream()
                    .filter(advisory -> advisory.kinds().contains(escape.kind()))
                    .map(Advisory::number)
                    .collect(Collectors.joining(", "));
            var end = escape.message().equals("-") ? "ends well, having done nothing" : "refused";
            page.append("| ")
                    .append(escape.kind())
                    .append(" | ")
                    .append(numbers)
                    .append(" | ");
            page.append(end).append(" |\n");
        }
        return page.toString();
    }
}
