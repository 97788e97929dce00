package dev.millrace.plugins.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.report.Change;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogReaderTest {
    private static String commit(String message, String paths) {
        return "\u0001abc\u0002Ada\u0002ada@example.org\u000260\u0002" + message + "\u0003\0" + paths;
    }

    @Test
    void a_commit_has_its_fields_and_paths() {
        var told =
                LogReader.read(commit("Title\n\nBody\n", "\nM\0a b\0A\0c\0D\0d\0R087\0old\0new\0C100\0x\0y\0T\0t\0"));
        assertEquals("", told.note());
        assertEquals(
                List.of(new Change(
                        "abc",
                        "Ada",
                        "ada@example.org",
                        Instant.ofEpochSecond(60),
                        "Title\n\nBody",
                        List.of(
                                new Change.Path("a b", Change.Edit.EDIT),
                                new Change.Path("c", Change.Edit.ADD),
                                new Change.Path("d", Change.Edit.DELETE),
                                new Change.Path("old", Change.Edit.DELETE),
                                new Change.Path("new", Change.Edit.ADD),
                                new Change.Path("y", Change.Edit.ADD),
                                new Change.Path("t", Change.Edit.EDIT)))),
                told.changes());
    }

    @Test
    void what_is_too_much_is_cut_and_said_to_be() {
        var many = LogReader.read(commit("x", "").repeat(History.MOST_COMMITS + 1));
        assertEquals(History.MOST_COMMITS, many.changes().size());
        assertTrue(many.note().startsWith("There are more changes than are told"));
        var wide = LogReader.read(commit("x", ("M\0" + "p".repeat(1000) + "\0").repeat(1000)));
        assertEquals(525, wide.changes().getFirst().paths().size());
        assertTrue(wide.note().contains("512 KiB"));
        assertTrue(LogReader.read(commit("x".repeat(20_000), "")).note().contains("more changes"));
    }

    @Test
    void nothing_is_nothing() {
        assertEquals(List.of(), LogReader.read("").changes());
        assertEquals("", LogReader.read("").note());
    }
}
