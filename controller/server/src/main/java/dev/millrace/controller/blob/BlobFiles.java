package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The blob directory: {@code ab/cd/abcd...}, and {@code incoming/} for what is not whole yet. A file appears by one rename after its bytes are on disk,
 * so a file that is there is whole.
 */
final class BlobFiles {
    private final Path root;
    private final Path incoming;

    private BlobFiles(Path root) {
        this.root = root;
        this.incoming = root.resolve("incoming");
    }

    /** Makes the directory where it is missing and clears what a killed controller left half done. */
    static BlobFiles in(Path root) throws IOException {
        var files = new BlobFiles(root.toAbsolutePath());
        Files.createDirectories(files.incoming);
        try (var left = Files.newDirectoryStream(files.incoming)) {
            for (var file : left) {
                Files.deleteIfExists(file);
            }
        }
        return files;
    }

    Path root() {
        return root;
    }

    /** Where the blob of a digest is, or would be. */
    Path path(Digest digest) {
        var hex = digest.hex();
        return root.resolve(hex.substring(0, 2)).resolve(hex.substring(2, 4)).resolve(hex);
    }

    boolean has(Digest digest, long size) {
        try {
            return Files.size(path(digest)) == size;
        } catch (IOException e) {
            return false;
        }
    }

    /** A new file for an upload. */
    Path temporary() throws IOException {
        return Files.createTempFile(incoming, "", ".blob");
    }

    /** Makes a synced file visible; durable on return. */
    void adopt(Path temporary, Digest digest) throws IOException {
        var target = path(digest);
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

    /** Bytes that are free where the blobs are. */
    long free() {
        try {
            return Files.getFileStore(root).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }
}
