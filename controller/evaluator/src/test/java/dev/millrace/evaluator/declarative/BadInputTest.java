package dev.millrace.evaluator.declarative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no pipeline at all is refused at once, with a place and words that say what to do. */
class BadInputTest {
    private static String only(String source) {
        var found = Sources.check(source);
        assertEquals(1, found.size(), () -> Sources.words(found));
        return Sources.places(found).getFirst() + " " + Sources.words(found);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("", "1:1 This pipeline is empty | Write pipeline {"),
                Arguments.of(" \n\t\r\n", "1:1 This pipeline is empty | Write pipeline {"),
                Arguments.of("echo 'a'\n\0", "2:1 This file is not text: here is a byte 0 | Name a file"),
                Arguments.of(
                        "<?xml version=\"1.0\"?>\n<a/>", "1:2 Unexpected input: '<?' | This looks like XML or HTML"),
                Arguments.of("stages:\n  - build\n  - test: make\n", "This looks like YAML; a pipeline is Groovy"),
                Arguments.of("FROM debian:12\nRUN make\n", "This looks like a Dockerfile"),
                Arguments.of(
                        "echo 'a'\n  #!/bin/sh\n", "2:3 Shebang comment should appear at the first line | Move it"),
                Arguments.of("echo 'C:\\Y'\n", "Illegal escape character"),
                Arguments.of("def f() { }\ndef f() { }\n", "duplicates another method"),
                Arguments.of("while (true) { break nowhere }\n", "1:16"),
                Arguments.of("pipeline {\n", "Missing '}'"),
                Arguments.of("node { sh 'x' ) }\n", "1:14 Missing '}'"),
                Arguments.of("sh script: 'x', script: 'y'\n", "Duplicate named parameter 'script' found | Remove one"));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_text_that_is_no_pipeline_is_refused_with_what_it_is(String source, String expected) {
        var found = Sources.check(source);
        var said = Sources.places(found).getFirst() + " "
                + Sources.words(found).lines().findFirst().orElse("");
        assertTrue(said.contains(expected), said);
    }

    @Test
    void bytes_that_are_not_utf_8_are_found_where_they_are() {
        var latin = "pipeline {\n    // für alle\n}".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "2:9 This file is not UTF-8: here are bytes that mean no character | Save it as UTF-8",
                only(new String(latin, StandardCharsets.UTF_8)));
    }

    @Test
    void a_file_of_50_megabytes_is_refused_at_once() {
        var source = "echo 'x'\n".repeat((50 << 20) / 9);
        assertEquals(
                "1:1 This pipeline has 52428798 characters; the limit is 4194304"
                        + " | Move data into files of the workspace, and code into a shared library",
                assertTimeoutPreemptively(Duration.ofSeconds(30), () -> only(source)));
    }

    static Stream<Arguments> nests() {
        return Stream.of(
                Arguments.of("timeout(1) {\n".repeat(10_000) + "}\n".repeat(10_000), "201:8"),
                Arguments.of("x = " + "(".repeat(10_000) + "1" + ")".repeat(10_000), "1:205"),
                Arguments.of("x = " + "[".repeat(10_000) + "]".repeat(10_000), "1:205"),
                Arguments.of("x = \"" + "${\"".repeat(10_000), "1:"),
                Arguments.of("{".repeat(1_000_000), "1:201"));
    }

    @ParameterizedTest
    @MethodSource("nests")
    void ten_thousand_nested_blocks_are_refused_at_once(String source, String place) {
        var said = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> only(source));
        assertTrue(said.startsWith(place), said);
        assertTrue(said.contains("nested more than 200 deep here | Move the inner ones into methods"), said);
    }

    @Test
    void brackets_in_texts_and_comments_do_not_nest() {
        var source =
                "def a = '((((' + \"[[[[\" + '''{{{{\n((((''' + /{{{{/ + \"\"\"((((\"\"\" // {{{{ don't\n/* (((( */\n";
        assertEquals(
                "", Sources.words(Sources.check(source.replace("def a", "a").repeat(60))));
    }

    @Test
    void two_hundred_blocks_are_fine() {
        assertEquals("", Sources.words(Sources.check("if (true) {\n".repeat(199) + "echo 'x'\n" + "}\n".repeat(199))));
    }

    @ParameterizedTest
    @MethodSource("chains")
    void long_chains_without_brackets_compile_or_are_refused_but_never_end_the_process(String source) {
        var found = assertTimeoutPreemptively(Duration.ofSeconds(60), () -> Sources.check(source));
        assertTrue(found.isEmpty() || found.getFirst().getMessage().contains("too deeply"), () -> Sources.words(found));
    }

    static Stream<String> chains() {
        return Stream.of(
                "x = 1" + " + 1".repeat(3_000),
                "x = " + "-".repeat(3_000) + "1",
                "x = a" + ".b".repeat(3_000),
                "if (a) { }" + " else if (a) { }".repeat(600));
    }

    @Test
    void a_byte_order_mark_in_front_is_no_mistake() {
        assertEquals("", Sources.words(Sources.check("\uFEFF" + Sources.pipeline("agent any"))));
        assertEquals("", Sources.words(Sources.check("\uFEFF#!/usr/bin/env groovy\n" + Sources.pipeline("agent any"))));
    }

    @Test
    void tabs_and_any_ends_of_lines_may_be_mixed() {
        var source =
                "pipeline {\r\n\tagent any\n    stages {\r\n\t  stage('s') {\r\n steps {\n\techo 'x'\r\n}\n}\r\n}\n}\r\n";
        assertEquals("", Sources.words(Sources.check(source)));
    }

    @Test
    void a_megabyte_of_steps_is_no_mistake() {
        var source = "def f() {\n" + "  echo 'a line of a pipeline that is long'\n".repeat(100) + "}\n";
        var many = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            many.append(source.replace("f()", "f" + i + "()"));
        }
        assertEquals("", Sources.words(Sources.check(many.toString())));
    }
}
