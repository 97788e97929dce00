package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory: {@code ab/cd/abcd...}, and {@code incoming/} for what is not whole yet. A file appears by one rename after its bytes are on disk, so a file
 * that is there is whole.
 */
final class DirectoryBackend implements BlobBackend {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryBackend.class);
    private static final String PAIR = "[0-9a-f][0-9a-f]";

    private final Path root;
    private final Path incoming;

    private DirectoryBackend(Path root) {
        this.root = root;
        this.incoming = root.resolve("incoming");
    }

    /** Makes the directory where it is missing and clears what a killed controller left half done: no other one uses it. */
    static DirectoryBackend in(Path root) throws IOException {
        var backend = new DirectoryBackend(root.toAbsolutePath());
        Files.createDirectories(backend.incoming);
        try (var left = Files.newDirectoryStream(backend.incoming)) {
            for (var file : left) {
                Files.deleteIfExists(file);
            }
        }
        return backend;
    }

    @Override
    public String where() {
        return root.toString();
    }

    private Path path(BlobKey key) {
        return root.resolve(key.path());
    }

    @Override
    public Incoming write(BlobKey key, long size) throws IOException {
        var free = free();
        if (free < size) {
            throw BlobNotStored.onDisk(size, where(), free, new IOException("No space left on device"));
        }
        try {
            var temporary = Files.createTempFile(incoming, "", ".blob");
            return new IncomingFile(this, key, size, temporary, FileChannel.open(temporary, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw notStored(size, e);
        }
    }

    /** Makes a synced file visible; durable on return. */
    void adopt(Path temporary, BlobKey key) throws IOException {
        var target = path(key);
        var parent = directory(
                directory(root, target.getName(root.getNameCount())), target.getName(root.getNameCount() + 1));
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        sync(parent);
    }

    private static Path directory(Path parent, Path name) throws IOException {
        var directory = parent.resolve(name);
        if (!Files.isDirectory(directory)) {
            try {
                Files.createDirectory(directory);
            } catch (FileAlreadyExistsException e) {
                return directory; // another upload was faster
            }
            sync(parent);
        }
        return directory;
    }

    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    BlobNotStored notStored(long size, IOException e) {
        return BlobNotStored.onDisk(size, where(), free(), e);
    }

    private long free() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public InputStream read(BlobKey key, long size, long offset) throws IOException {
        var channel = FileChannel.open(path(key), StandardOpenOption.READ);
        channel.position(offset);
        return Channels.newInputStream(channel);
    }

    @Override
    public boolean seemsThere(BlobKey key, long size) {
        try {
            return Files.size(path(key)) == size;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    @Override
    public List<BlobKey> find(Digest digest) throws IOException {
        var directory = Objects.requireNonNull(path(new BlobKey(digest, 0)).getParent());
        var found = new ArrayList<BlobKey>();
        if (Files.isDirectory(directory)) {
            visit(directory, (key, at) -> {
                if (key.digest().equals(digest)) {
                    found.add(key);
                }
            });
        }
        return found;
    }

    @Override
    public void list(Visitor visitor) throws IOException {
        try (var firsts = Files.newDirectoryStream(root, PAIR)) {
            for (var first : firsts) {
                try (var seconds = Files.newDirectoryStream(first, PAIR)) {
                    for (var second : seconds) {
                        visit(second, visitor);
                    }
                }
            }
        }
    }

    private static void visit(Path directory, Visitor visitor) throws IOException {
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                var key = BlobKey.named(file.getFileName().toString());
                if (key.isPresent()) {
                    try {
                        visitor.visit(key.get(), Files.getLastModifiedTime(file).toInstant());
                    } catch (NoSuchFileException e) {
                        LOG.atDebug().addKeyValue("file", file).log("blob-deleted-while-listed");
                    }
                }
            }
        }
    }

    @Override
    public void discardUnpublished(Instant before) throws IOException {
        try (var left = Files.newDirectoryStream(incoming)) {
            for (var file : left) {
                try {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException e) {
                    LOG.atDebug().addKeyValue("file", file).log("blob-published-while-discarding");
                }
            }
        }
    }

    @Override
    public Optional<URI> presigned(BlobKey key, Duration valid) {
        return Optional.empty();
    }

    @Override
    public void close() {
        // holds nothing open
    }
}
