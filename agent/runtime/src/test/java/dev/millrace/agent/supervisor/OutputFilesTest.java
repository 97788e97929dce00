package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Output in pieces: what is written is read, what is discarded is gone from the disk. */
class OutputFilesTest {
    private static final int PIECE = OutputFiles.PIECE;

    @TempDir
    Path directory;

    private OutputFiles output;

    @BeforeEach
    void open() {
        output = new OutputFiles(directory);
    }

    private byte[] write(int length) throws IOException {
        var bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        try (var writer = output.writer()) {
            for (int at = 0; at < length; ) {
                int count = Math.min(700_001, length - at);
                writer.write(ByteBuffer.wrap(bytes, at, count));
                at += count;
            }
        }
        return bytes;
    }

    private byte[] read(long from, long end) throws IOException {
        var bytes = ByteBuffer.allocate((int) (end - from));
        while (bytes.hasRemaining()) {
            bytes.put(output.read(from + bytes.position(), Math.min(100_000, bytes.remaining())));
        }
        return bytes.array();
    }

    private long files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.count();
        }
    }

    @Test
    void what_is_written_is_read_across_pieces() throws Exception {
        var bytes = write(3 * PIECE + 17);
        assertEquals(bytes.length, output.end());
        assertArrayEquals(bytes, read(0, bytes.length));
        assertEquals(4, files());
    }

    @Test
    void discarding_removes_whole_pieces_and_leaves_the_rest_readable() throws Exception {
        var bytes = write(3 * PIECE + 17);
        assertEquals(PIECE, output.discard(0, 2 * PIECE - 1));
        assertEquals(2 * PIECE, output.discard(PIECE, 2 * PIECE + 5));
        assertEquals(2, files());
        assertArrayEquals(java.util.Arrays.copyOfRange(bytes, 2 * PIECE, bytes.length), read(2 * PIECE, bytes.length));
    }

    @Test
    void the_end_is_known_after_all_was_discarded() throws Exception {
        write(2 * PIECE);
        output.discard(0, 2 * PIECE);
        assertEquals(2 * PIECE, output.end());
        assertEquals(1, files());
    }

    @Test
    void nothing_written_is_an_end_of_zero() throws Exception {
        assertEquals(0, output.end());
        assertEquals(0, new OutputFiles(directory.resolve("absent")).end());
    }

    @Test
    void reading_beyond_the_end_says_which_file_is_short() throws Exception {
        write(10);
        var failure = assertThrows(IOException.class, () -> output.read(0, 11));
        assertEquals(directory.resolve("output.0") + " ends before byte 11", failure.getMessage());
    }
}
