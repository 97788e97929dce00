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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which escapes were known elsewhere, by the numbers of their advisories. The page about them is written with {@code -Descapes.write=true}. */
class AdvisoriesTest {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "dev", "millrace", "evaluator", "fence");
    private static final Path PAGE = Path.of("..", "..", "docs", "security", "escapes.md");

    private record Escape(String kind, String message) {}

    /** One hole, found in one place or at once in several; {@code -} where it never had a CVE number. */
    private record Advisory(List<String> numbers, List<String> vulnerabilities, String what, List<String> kinds) {
        static Advisory of(String[] row) {
            return new Advisory(listed(row[0], ", "), listed(row[1], ", "), row[2], listed(row[3], "; "));
        }

        private static List<String> listed(String text, String between) {
            return text.equals("-") ? List.of() : List.of(text.split(between, -1));
        }

        private static int count(List<Advisory> all, Function<Advisory, List<String>> part) {
            return (int) all.stream()
                    .flatMap(one -> part.apply(one).stream())
                    .distinct()
                    .count();
        }

        String named() {
            return "| %s | %s | %s |"
                    .formatted(String.join(", ", numbers), String.join(", ", vulnerabilities), what)
                    .replace("  ", " ");
        }
    }

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
        return rows("advisories.csv").stream().map(Advisory::of).toList();
    }

    /** Of what the language is not to blame for, with the reason in place of escapes. */
    private static List<Advisory> others() throws IOException {
        return rows("advisories-of-another-kind.csv").stream().map(Advisory::of).toList();
    }

    @Test
    void each_advisory_names_escapes_that_are_tried() throws IOException {
        var kinds = escapes().stream().map(Escape::kind).collect(Collectors.toSet());
        var unknown = new TreeSet<String>();
        advisories().forEach(advisory -> unknown.addAll(advisory.kinds()));
        unknown.removeAll(kinds);
        assertEquals(new TreeSet<>(), unknown);
    }

    @Test
    void each_advisory_is_told_once_by_its_numbers() throws IOException {
        var seen = new HashSet<String>();
        for (var advisory :
                Stream.concat(advisories().stream(), others().stream()).toList()) {
            for (var one : advisory.numbers()) {
                assertTrue(one.matches("(SECURITY|JENKINS)-\\d+") && seen.add(one), one);
            }
            for (var one : advisory.vulnerabilities()) {
                assertTrue(one.matches("CVE-20\\d\\d-\\d+") && seen.add(one), one);
            }
        }
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
        var others = others();
        var page = new StringBuilder("""
                # Escapes from the language sandbox

                Generated from `escapes.csv`, `advisories.csv` and `advisories-of-another-kind.csv` among the tests of `controller/evaluator`; do not edit. Each escape is a
                program that every build looks at and runs, with a canary and a file that it must not touch: %d of them, which try what %d public advisories with %d CVE numbers
                were about. The language sandbox is not the boundary (see [Evaluators](../evaluators.md)), but none of these gets past it.

                ## Public advisories

                What was found in the sandbox of Jenkins and in what runs Groovy beside it, and the escapes here that try the same. The advisories of April 2017 came
                without CVE numbers.

                | advisory | CVE | what it was about | escapes |
                |---|---|---|---|
                """.formatted(
                        escapes.size(),
                        Advisory.count(advisories, Advisory::numbers),
                        Advisory.count(advisories, Advisory::vulnerabilities)));
        for (var advisory : advisories) {
            page.append("%s %s |\n".formatted(advisory.named(), String.join("; ", advisory.kinds())));
        }
        page.append("""

                ## Of another kind

                Advisories on the same plugins that no program could try here: %d, with %d CVE numbers.

                | advisory | CVE | what it was about | why not |
                |---|---|---|---|
                """.formatted(
                        Advisory.count(others, Advisory::numbers), Advisory.count(others, Advisory::vulnerabilities)));
        for (var other : others) {
            page.append("%s %s |\n".formatted(other.named(), String.join("; ", other.kinds())));
        }
        page.append("""

                ## All escapes

                | escape | advisories | what becomes of it |
                |---|---|---|
                """);
        for (var escape : escapes) {
            var numbers = advisories.stream()
                    .filter(advisory -> advisory.kinds().contains(escape.kind()))
                    .flatMap(advisory -> advisory.numbers().stream())
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
