package dev.millrace.agent.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeCheckTest {
    private static TreeEntry file(String path) {
        return TreeEntry.newBuilder()
                .setPath(path)
                .setMode(0644)
                .setSize(1)
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

    private static void refused(TreeEntry... entries) {
        assertThrows(FileFault.class, () -> parse(entries));
    }

    private static Tree parse(TreeEntry... entries) throws FileFault {
        return TreeCheck.parse(
                Tree.newBuilder().addAllEntries(List.of(entries)).build().toByteString());
    }

    @Test
    void a_sound_tree_is_read() throws FileFault {
        assertEquals(3, parse(file("a"), link("b/l", "../a"), file("b/z")).getEntriesCount());
    }

    @Test
    void what_is_not_canonical_or_leads_outside_is_refused() {
        refused(file("../a"));
        refused(file("/a"));
        refused(file("a//b"));
        refused(file("a/./b"));
        refused(file(""));
        refused(file("b"), file("a"));
        refused(file("a"), file("a"));
        refused(file("a"), file("a/b"));
        refused(link("a", "b"), file("a/b"));
        refused(link("a", "/etc"));
        refused(link("a", ".."));
        refused(link("a", "b/../../c"));
        refused(link("a", ""));
        refused(file("a").toBuilder().setMode(04755).build());
        refused(file("a").toBuilder().setDigest(ByteString.EMPTY).build());
        refused(file("a").toBuilder().setSize(-1).build());
        assertThrows(FileFault.class, () -> TreeCheck.parse(ByteString.copyFromUtf8("not a tree")));
    }

    @Test
    void paths_are_in_the_order_of_their_bytes() {
        assertEquals(-1, Integer.signum(TreeCheck.compare("\uffee", "\ud83d\ude00")));
    }
}
