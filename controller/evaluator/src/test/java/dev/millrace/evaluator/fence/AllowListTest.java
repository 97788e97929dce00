package dev.millrace.evaluator.fence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AllowListTest {
    private static final AllowList LIST = AllowList.STANDARD;
    private static final Class<?>[] NONE = {};
    private static final Set<String> WORDS = Set.of("gdk", "annotation", "transformation", "dropped", "instead");

    private static List<String> lines() throws IOException {
        try (var in = Objects.requireNonNull(AllowList.class.getResourceAsStream("allow.list"));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static Stream<String> types() throws IOException {
        return lines().stream()
                .map(line -> line.split(" ", 2)[0])
                .filter(word -> !WORDS.contains(word) && !word.endsWith(".*"));
    }

    /** A name that is misspelt would allow nothing, and nobody would see it. */
    @Test
    void every_type_of_the_list_is_there() throws IOException {
        var missing = new ArrayList<String>();
        types().forEach(name -> {
            try {
                Class.forName(name, false, AllowListTest.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                missing.add(name);
            }
        });
        assertEquals(List.of(), missing);
    }

    @Test
    void every_member_of_the_list_is_there() throws IOException {
        var missing = new ArrayList<String>();
        for (var line : lines()) {
            var words = line.split(" +", -1);
            if (WORDS.contains(words[0]) || words[0].endsWith(".*")) {
                continue;
            }
            var type = types(words[0]);
            for (int i = 1; i < words.length; i++) {
                var name = words[i].replaceAll("\\(.*", "").replace("!", "");
                if (!name.equals("*") && !name.equals(Rule.CONSTRUCTOR) && !has(type, name)) {
                    missing.add(words[0] + "." + name);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    private static Class<?> types(String name) {
        try {
            return Class.forName(name, false, AllowListTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    private static boolean has(Class<?> type, String name) {
        return Stream.of(type.getMethods()).anyMatch(method -> method.getName().equals(name))
                || Stream.of(type.getFields()).anyMatch(field -> field.getName().equals(name));
    }

    @Test
    void a_type_has_one_line() throws IOException {
        var seen = new HashSet<String>();
        assertEquals(List.of(), types().filter(name -> !seen.add(name)).toList());
    }

    @Test
    void a_method_is_allowed_on_whatever_implements_what_declares_it() {
        assertTrue(LIST.method(TreeMap.class, "put", new Class<?>[] {Object.class, Object.class}));
        assertTrue(LIST.method(List.of().getClass(), "size", NONE));
        assertTrue(LIST.method(StringBuilder.class, "length", NONE));
    }

    @Test
    void what_is_excepted_is_refused_on_whatever_inherits_it() {
        assertFalse(LIST.method(ArrayList.class, "parallelStream", NONE));
        assertFalse(LIST.method(List.class, "parallelStream", NONE));
        assertTrue(LIST.method(ArrayList.class, "stream", NONE));
    }

    @Test
    void what_is_not_listed_is_refused() {
        assertFalse(LIST.method(Thread.class, "start", NONE));
        assertFalse(LIST.method(Class.class, "getClassLoader", NONE));
        assertFalse(LIST.method(Object.class, "notifyAll", NONE));
        assertFalse(LIST.constructor(Thread.class, NONE));
        assertFalse(LIST.names("java.io.File"));
        assertFalse(LIST.field(Canary.class, "open"));
    }

    @Test
    void parameters_decide_where_the_list_names_them() {
        assertTrue(LIST.constructor(java.util.Scanner.class, new Class<?>[] {String.class}));
        assertFalse(LIST.constructor(java.util.Scanner.class, new Class<?>[] {java.io.File.class}));
        assertTrue(LIST.method(Properties.class, "load", new Class<?>[] {java.io.Reader.class}));
    }

    @Test
    void people_are_told_what_to_use_instead() {
        assertEquals("use sh", LIST.insteadOf(String.class, "execute"));
        assertEquals("use readFile", LIST.insteadOf("java.io.FileReader"));
        assertTrue(LIST.insteadOf("java.nio.file.Path").startsWith("use readFile"));
        assertEquals("", LIST.insteadOf("org.example.Unknown"));
    }
}
