package dev.millrace.controller.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingTreesTest {
    private static TreeEntry file(String path) {
        return TreeEntry.newBuilder()
                .setPath(path)
                .setMode(0644)
                .setDigest(ByteString.copyFrom(new byte[32]))
                .build();
    }

    private static TreeEntry link(String path, String target) {
        return TreeEntry.newBuilder()
                .setPath(path)
                .setKind(TreeEntry.Kind.SYMLINK)
                .setTarget(target)
                .build();
    }

    private static int problems(TreeEntry... entries) {
        var tree = Tree.newBuilder();
        for (var entry : entries) {
            tree.addEntries(entry);
        }
        return TreeRules.problems(tree.build()).size();
    }

    @Test
    void an_ordinary_tree_is_fine() {
        assertEquals(0, problems(file("a"), file("b/c"), link("b/d", "../a"), file("e")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", "a\\b", "a\nb"})
    void a_path_that_is_not_plainly_below_the_tree_is_refused(String path) {
        assertTrue(problems(file(path)) > 0);
    }

    @ParameterizedTest
    @CsvSource({"a, /etc/passwd", "a, ..", "a/b, ../../x", "a, ''", "a, b/../../c"})
    void a_link_that_leads_out_is_refused(String path, String target) {
        assertEquals(1, problems(link(path, target)));
    }

    @Test
    void what_is_there_twice_out_of_order_or_below_a_file_is_refused() {
        assertEquals(1, problems(file("a"), file("a")));
        assertEquals(1, problems(file("b"), file("a")));
        assertEquals(1, problems(file("a"), file("a/b")));
        assertEquals(1, problems(link("a", "b"), file("a/b")));
    }

    @Test
    void modes_and_digests_are_checked() {
        assertEquals(1, problems(file("a").toBuilder().setMode(04755).build()));
        assertEquals(
                1, problems(file("a").toBuilder().setDigest(ByteString.EMPTY).build()));
    }
}
