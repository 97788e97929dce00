package dev.millrace.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.PackRef;
import dev.millrace.wire.proto.Piece;
import dev.millrace.wire.proto.TreeChunk;
import dev.millrace.wire.proto.TreeEntry;
import dev.millrace.wire.proto.TreeNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no tree is refused, whoever wrote it. */
class ChunkReaderTest {
    private static final ByteString DIGEST = ByteString.copyFrom(new byte[32]);
    private static final PackRef PACK =
            PackRef.newBuilder().setDigest(DIGEST).setSize(10).build();

    private static TreeNode.Builder file(String path) {
        return TreeNode.newBuilder()
                .setPath(path)
                .setKind(TreeEntry.Kind.FILE)
                .setMode(0644)
                .setSize(4)
                .setDigest(DIGEST)
                .addPieces(Piece.newBuilder().setOffset(6).setLength(4));
    }

    private static TreeNode.Builder directory(String path) {
        return TreeNode.newBuilder().setPath(path).setKind(TreeEntry.Kind.DIRECTORY).setMode(0755);
    }

    private static TreeNode.Builder link(String path, String target) {
        return TreeNode.newBuilder().setPath(path).setKind(TreeEntry.Kind.SYMLINK).setTarget(target);
    }

    private static List<Node> read(TreeNode.Builder... nodes) throws FileFault {
        var chunk = TreeChunk.newBuilder().addPacks(PACK);
        for (var node : nodes) {
            chunk.addNodes(node);
        }
        var read = new ArrayList<Node>();
        new ChunkReader().read(chunk.build().toByteString(), read);
        return read;
    }

    @Test
    void a_tree_is_read_and_written_the_same() throws Exception {
        var nodes = read(
                file("a-b"), directory("a"), link("a/link", "/anywhere"), directory("a/sub"), file("a/sub/x"), file("b"));
        assertEquals(6, nodes.size());
        var again = new ArrayList<Node>();
        new ChunkReader().read(Chunks.write(nodes), again);
        assertEquals(nodes, again);
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of("leads up", new TreeNode.Builder[] {file("../x")}),
                Arguments.of("leads up inside", new TreeNode.Builder[] {directory("a"), file("a/../x")}),
                Arguments.of("absolute", new TreeNode.Builder[] {file("/x")}),
                Arguments.of("empty", new TreeNode.Builder[] {file("")}),
                Arguments.of("dot", new TreeNode.Builder[] {file("./x")}),
                Arguments.of("zero", new TreeNode.Builder[] {file("a\0b")}),
                Arguments.of("twice", new TreeNode.Builder[] {file("a"), file("a")}),
                Arguments.of("out of order", new TreeNode.Builder[] {file("b"), file("a")}),
                Arguments.of("below nothing", new TreeNode.Builder[] {file("a/b")}),
                Arguments.of("below a link", new TreeNode.Builder[] {link("a", "/etc"), file("a/passwd")}),
                Arguments.of("below a file", new TreeNode.Builder[] {file("a"), file("a/b")}),
                Arguments.of("of a closed directory", new TreeNode.Builder[] {
                    directory("a"), directory("a/b"), file("c"), file("c/d")
                }),
                Arguments.of("mode", new TreeNode.Builder[] {file("a").setMode(04755)}),
                Arguments.of("no digest", new TreeNode.Builder[] {file("a").clearDigest()}),
                Arguments.of("link without target", new TreeNode.Builder[] {link("a", "")}),
                Arguments.of("size", new TreeNode.Builder[] {file("a").setSize(5)}),
                Arguments.of("no such pack", new TreeNode.Builder[] {
                    file("a").setPieces(0, Piece.newBuilder().setPack(1).setLength(4))
                }),
                Arguments.of("beyond the pack", new TreeNode.Builder[] {
                    file("a").setPieces(0, Piece.newBuilder().setOffset(7).setLength(4))
                }),
                Arguments.of("before the pack", new TreeNode.Builder[] {
                    file("a").setPieces(0, Piece.newBuilder().setOffset(-1).setLength(4))
                }),
                Arguments.of("far beyond", new TreeNode.Builder[] {
                    file("a").setPieces(0, Piece.newBuilder().setOffset(Long.MAX_VALUE).setLength(4))
                }),
                Arguments.of("nanoseconds", new TreeNode.Builder[] {file("a").setModifiedNanos(-1)}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void impossible_trees_are_refused(String what, TreeNode.Builder[] nodes) {
        assertEquals("io", assertThrows(FileFault.class, () -> read(nodes)).code().replace("outside-workspace", "io"));
    }

    @Test
    void bytes_of_any_kind_are_a_tree_or_refused() throws Exception {
        var random = new Random(5);
        var sound = Chunks.write(read(directory("a"), file("a/b"), link("c", "d"))).toByteArray();
        for (int round = 0; round < 20_000; round++) {
            var bytes = sound.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                new ChunkReader().read(ByteString.copyFrom(bytes), new ArrayList<>());
            } catch (FileFault e) {
                // as it should be
            }
        }
    }
}
