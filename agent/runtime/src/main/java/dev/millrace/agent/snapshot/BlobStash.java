package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs that this agent has sent or fetched, in a directory of its own that no job writes to. Nothing in it is relied on: who reads from it verifies, and
 * may find that it is gone. What was not used for longest goes first when it grows past its cap. Safe for use by many threads.
 */
final class BlobStash {
    private static final Logger LOG = LoggerFactory.getLogger(BlobStash.class);

    private final Path directory;
    private final long cap;

    private record Kept(Path file, long size, FileTime used) {}

    /** @param cap bytes */
    BlobStash(Path directory, long cap) {
        this.directory = directory;
        this.cap = cap;
    }

    /** Where it is, if it is. */
    Optional<Path> find(ByteString digest) {
        var file = file(digest);
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps it, if there is room for it on the disk. */
    void keep(ByteString digest, ByteString content) {
        try {
            fill(digest, content::writeTo);
        } catch (IOException e) {
            LOG.atInfo().setCause(e).log("blob-not-kept");
        }
    }

    /** Writes a blob. */
    interface Filling<E extends Exception> {
        void into(OutputStream out) throws IOException, E;
    }

    /** Keeps what is written; it appears whole. */
    <E extends Exception> Path fill(ByteString digest, Filling<E> filling) throws IOException, E {
        var file = file(digest);
        if (find(digest).isPresent()) {
            return file;
        }
        Files.createDirectories(directory);
        var temporary = Files.createTempFile(directory, "", ".part");
        try {
            try (var out = Files.newOutputStream(temporary)) {
                filling.into(out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** It turned out to be damaged. */
    void drop(ByteString digest) throws IOException {
        Files.deleteIfExists(file(digest));
    }

    /** Makes room again. */
    synchronized void prune() throws IOException {
        var kept = new ArrayList<Kept>();
        long bytes = 0;
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                kept.add(new Kept(file, attributes.size(), attributes.lastModifiedTime()));
                bytes += attributes.size();
            }
        } catch (NoSuchFileException e) {
            return; // nothing kept yet, or another lease's part was just put in place
        }
        kept.sort(Comparator.comparing(Kept::used));
        for (var oldest : kept) {
            if (bytes <= cap) {
                return;
            }
            Files.deleteIfExists(oldest.file());
            bytes -= oldest.size();
        }
    }

    private Path file(ByteString digest) {
        return directory.resolve(HexFormat.of().formatHex(digest.toByteArray()));
    }
}
