package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * An operation's output on disk, in pieces of one size, each a file: those that the controller has are removed while the process goes on.
 *
 * @param directory the operation's own
 */
public record OutputFiles(Path directory) {
    /** Bytes in a piece. */
    public static final int PIECE = 1 << 20;

    private static final String PREFIX = "output.";

    private Path piece(long index) {
        return directory.resolve(PREFIX + index);
    }

    /** Where the output that was written ends; 0 where there is none. */
    public long end() throws IOException {
        long last = -1;
        try (DirectoryStream<Path> pieces = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (var path : pieces) {
                last = Math.max(
                        last, Long.parseLong(path.getFileName().toString().substring(PREFIX.length())));
            }
        } catch (NoSuchFileException e) {
            return 0;
        }
        return last < 0 ? 0 : last * PIECE + Files.size(piece(last));
    }

    /** Bytes from an offset on: as many as are asked for, or up to the end of the piece that holds the first. All of them must have been written. */
    public ByteBuffer read(long from, int most) throws IOException {
        long index = from / PIECE;
        long at = from % PIECE;
        var buffer = ByteBuffer.allocate((int) Math.min(most, PIECE - at));
        try (var channel = FileChannel.open(piece(index), StandardOpenOption.READ)) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, at + buffer.position()) < 0) {
                    throw new IOException("%s ends before byte %d".formatted(piece(index), at + buffer.capacity()));
                }
            }
        }
        return buffer.flip();
    }

    /**
     * Removes the pieces that lie whole between two offsets, but for the last one, which tells where the output ends.
     *
     * @return where what is left begins
     */
    public long discard(long from, long to) throws IOException {
        long index = from / PIECE;
        for (; index < to / PIECE && Files.exists(piece(index + 1)); index++) {
            Files.deleteIfExists(piece(index));
        }
        return index * PIECE;
    }

    /** Makes what is there outlive the machine. */
    public void force() throws IOException {
        try (DirectoryStream<Path> pieces = Files.newDirectoryStream(directory, PREFIX + "*")) {
            for (var path : pieces) {
                try (var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                    channel.force(false);
                }
            }
        }
    }

    /** Writes output of less than a piece anew. */
    public void restore(byte[] bytes) throws IOException {
        Files.deleteIfExists(piece(0));
        try (var writer = new Writer()) {
            writer.write(ByteBuffer.wrap(bytes));
        }
    }

    Sink writer() {
        return new Writer();
    }

    private final class Writer implements Sink {
        private long end;
        private @Nullable FileChannel channel;

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            int limit = bytes.limit();
            while (bytes.hasRemaining()) {
                var to = channel();
                bytes.limit((int) Math.min(limit, bytes.position() + PIECE - end % PIECE));
                end += to.write(bytes);
                bytes.limit(limit);
            }
        }

        private FileChannel channel() throws IOException {
            var open = channel;
            if (open == null || end % PIECE == 0) {
                close();
                open = FileChannel.open(piece(end / PIECE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                channel = open;
            }
            return open;
        }

        @Override
        public void close() throws IOException {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
