package dev.millrace.plugins.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.millrace.api.step.StepException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {
    @ParameterizedTest
    @CsvSource({
        "main, main",
        "*/main, main",
        "origin/main, main",
        "refs/heads/main, main",
        "refs/remotes/origin/main, main",
        "remotes/origin/main, main",
        "feature/cart-2, feature/cart-2",
        "*/feature/x, feature/x",
    })
    void branches_are_understood(String text, String branch) throws Exception {
        assertEquals(new Revision.Branch(branch), Revision.of(text, "origin"));
    }

    @Test
    void tags_and_commits_are_understood() throws Exception {
        assertEquals(new Revision.Tag("v1.0"), Revision.of("refs/tags/v1.0", "origin"));
        assertEquals(new Revision.Commit("a".repeat(40)), Revision.of("a".repeat(40), "origin"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-x",
                "--upload-pack=x",
                "a..b",
                "a b",
                "**",
                "*/rel-*",
                "a~1",
                "a^",
                "a:b",
                "x.lock",
                "/a",
                "a/",
                ".a",
                "a/.b",
                "@",
                "a@{1}",
                "a\\b"
            })
    void what_is_no_single_ref_is_refused(String text) {
        assertEquals(
                "bad-argument",
                assertThrows(StepException.class, () -> Revision.of(text, "origin"))
                        .reason());
    }
}
