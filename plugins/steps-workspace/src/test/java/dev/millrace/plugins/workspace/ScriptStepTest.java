package dev.millrace.plugins.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptStepTest {
    private PluginBench bench;

    @BeforeEach
    void start(@TempDir Path workspace) {
        bench = PluginBench.inWorkspace(new WorkspacePlugin(), workspace);
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void commands_are_traced_and_their_output_is_logged() throws Exception {
        assertEquals(null, sh("echo hello"));
        assertEquals(List.of("+ echo hello", "hello"), bench.log());
    }

    @Test
    void the_first_command_that_fails_ends_the_script_and_the_step() {
        var failure = assertThrows(StepException.class, () -> sh("(exit 3)\necho not reached"));
        assertEquals("exit-code", failure.reason());
        assertEquals("script returned exit code 3", failure.getMessage());
        assertTrue(bench.log().stream().noneMatch(line -> line.equals("not reached")));
    }

    @Test
    void status_is_returned_instead_of_failing() throws Exception {
        assertEquals(7, bench.run("sh", Map.of("script", "exit 7", "returnStatus", true)));
        assertEquals(0, bench.run("sh", Map.of("script", "true", "returnStatus", true)));
    }

    @Test
    void output_is_returned_as_it_is_and_not_logged() throws Exception {
        var text = bench.run("sh", Map.of("script", "printf ' a\\n\\n'; echo aside >&2", "returnStdout", true));
        assertEquals(" a\n\n", text);
        assertEquals(List.of("+ printf  a\\n\\n", "+ echo aside", "aside"), bench.log());
    }

    @Test
    void output_is_decoded_with_the_encoding_asked_for() throws Exception {
        var arguments = Map.of("script", "printf '\\344'", "returnStdout", true, "encoding", "ISO-8859-1");
        assertEquals("ä", bench.run("sh", arguments));
    }

    @Test
    void a_script_runs_with_the_interpreter_of_its_own_first_line() throws Exception {
        sh("#!/bin/bash\nshopt -s extglob\necho ${BASH_VERSION:+bash}");
        assertEquals(List.of("bash"), bench.log());
    }

    @Test
    void the_interpreter_gets_one_argument_as_from_the_kernel() throws Exception {
        sh("#!/usr/bin/env -S sh -e\nfalse || echo caught");
        assertEquals(List.of("caught"), bench.log());
    }

    @Test
    void a_batch_script_needs_windows() {
        var failure = assertThrows(StepException.class, () -> bench.run("bat", Map.of("script", "dir")));
        assertEquals("Batch scripts can only be run on Windows nodes", failure.getMessage());
    }

    @Test
    void output_and_status_cannot_both_be_returned() {
        var arguments = Map.of("script", "true", "returnStdout", true, "returnStatus", true);
        assertEquals(
                "bad-argument",
                assertThrows(StepException.class, () -> bench.run("sh", arguments))
                        .reason());
    }

    @Test
    void an_unknown_encoding_is_named() {
        var arguments = Map.of("script", "true", "encoding", "UTF-99");
        var failure = assertThrows(StepException.class, () -> bench.run("sh", arguments));
        assertEquals("There is no encoding UTF-99: use UTF-8, ISO-8859-1, Base64, ...", failure.getMessage());
    }

    @Test
    void variables_of_the_call_are_seen() throws Exception {
        bench.environment("BUILD_NUMBER", "12");
        assertEquals("12", bench.run("sh", Map.of("script", "printf $BUILD_NUMBER", "returnStdout", true)));
    }

    @Test
    void outside_of_node_it_says_what_is_missing() {
        try (var without = PluginBench.withoutWorkspace(new WorkspacePlugin())) {
            var failure = assertThrows(StepException.class, () -> without.run("sh", Map.of("script", "true")));
            assertEquals("no-workspace", failure.reason());
        }
    }

    private @Nullable Object sh(String script) throws Exception {
        return bench.run("sh", Map.of("script", script));
    }
}
