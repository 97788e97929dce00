package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreeChangesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''         | ''              | ''",
                "''         | a=1 b=2         | ADD a, ADD b",
                "a=1 b=2    | a=1 b=3         | EDIT b",
                "a=1 b=2    | b=2             | DELETE a",
                "a=1        | b=1             | ADD b, DELETE a",
                "a=1 d/     | a=1 e/          | ''",
                "a->x       | a->y            | EDIT a",
                "a=1        | a->1            | EDIT a"
            })
    void trees_differ_by_path(String before, String now, String changes) {
        assertEquals(
                changes,
                TreeChanges.between(tree(before), tree(now)).stream()
                        .map(path -> path.edit() + " " + path.path())
                        .collect(Collectors.joining(", ")));
    }

    private static Tree tree(String text) {
        var tree = Tree.newBuilder();
        for (var word : text.isEmpty() ? new String[0] : text.split(" ")) {
            var entry = TreeEntry.newBuilder();
            if (word.endsWith("/")) {
                entry.setPath(word.substring(0, word.length() - 1)).setKind(TreeEntry.Kind.DIRECTORY);
            } else if (word.contains("->")) {
                entry.setPath(word.split("->", 2)[0])
                        .setTarget(word.split("->", 2)[1])
                        .setKind(TreeEntry.Kind.SYMLINK);
            } else {
                entry.setPath(word.split("=", 2)[0])
                        .setDigest(ByteString.copyFromUtf8(word.split("=", 2)[1]))
                        .setKind(TreeEntry.Kind.FILE);
            }
            tree.addEntries(entry);
        }
        return tree.build();
    }
}
