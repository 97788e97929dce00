package dev.millrace.controller.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.Problem;
import dev.millrace.wire.proto.TreeEntry;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileRulesTest {
    private static final Digest DIGEST = Digest.parse("a".repeat(64));

    private static ParameterFile file(String name) {
        return new ParameterFile(name, "input.csv", DIGEST, 7);
    }

    private static List<String> messages(List<ParameterFile> files) {
        return FileRules.problems(files).stream().map(Problem::message).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"input.csv", "data/input.csv", "a b/c..d", "..."})
    void a_place_below_the_workspace_is_fine(String name) {
        assertEquals(List.of(), messages(List.of(file(name))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", ".", "a/./b", "a\\b", "a\0b"})
    void a_place_elsewhere_is_refused(String name) {
        assertEquals(List.of("is not a path below a workspace"), messages(List.of(file(name))));
    }

    @ParameterizedTest
    @CsvSource({"''", "a/b", "'a\nb'", "a\\b"})
    void what_a_file_was_called_is_one_name(String original) {
        assertEquals(
                List.of("has no file name: '%s'".formatted(original)),
                messages(List.of(new ParameterFile("a", original, DIGEST, 7))));
    }

    @Test
    void a_place_is_given_once() {
        assertEquals(List.of("is given twice"), messages(List.of(file("a"), file("a"))));
    }

    @Test
    void files_have_a_limit_in_number_and_in_size() {
        var many =
                IntStream.range(0, 101).mapToObj(number -> file("f" + number)).toList();
        assertEquals(List.of("A run takes 100 files, not 101"), messages(many));
        var half = FileRules.MOST_BYTES / 2;
        assertEquals(
                List.of("The files have 1073741825 bytes, and a run takes 1073741824"),
                messages(List.of(
                        new ParameterFile("a", "a", DIGEST, half), new ParameterFile("b", "b", DIGEST, half + 1))));
        assertEquals(
                List.of(),
                messages(
                        List.of(new ParameterFile("a", "a", DIGEST, half), new ParameterFile("b", "b", DIGEST, half))));
    }

    @Test
    void the_tree_holds_each_at_its_place_in_order() {
        var tree = FileRules.tree(List.of(file("b"), file("a/c")));
        assertEquals(
                List.of("a/c", "b"),
                tree.getEntriesList().stream().map(TreeEntry::getPath).toList());
        assertEquals(
                Collections.nCopies(2, 7L),
                tree.getEntriesList().stream().map(TreeEntry::getSize).toList());
        assertEquals(List.of(), TreeRules.problems(tree));
    }
}
