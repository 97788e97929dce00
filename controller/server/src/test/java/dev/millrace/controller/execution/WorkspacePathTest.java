package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.api.step.StepException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspacePathTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', ''",
        "'', a/b, a/b",
        "lib, a, lib/a",
        "lib, ../a, a",
        "lib, ./a/./b/, lib/a/b",
        "lib, /ws/a, a",
        "/ws/lib, a, lib/a",
        "'', /ws, ''",
        "'', /wsx/a, /wsx/a",
        "/tmp/x, a, /tmp/x/a",
    })
    void a_path_is_seen_from_the_directory_of_the_call(String directory, String path, String expected)
            throws StepException {
        assertEquals(expected, WorkspacePath.resolve("/ws", directory, path));
    }

    @ParameterizedTest
    @CsvSource({"'', ..", "lib, ../..", "'', /ws/../x", "/ws/lib, ../../x"})
    void a_path_that_leads_out_of_the_workspace_is_refused(String directory, String path) {
        var failure = assertThrows(StepException.class, () -> WorkspacePath.resolve("/ws", directory, path));
        assertEquals("outside-workspace", failure.reason());
    }
}
