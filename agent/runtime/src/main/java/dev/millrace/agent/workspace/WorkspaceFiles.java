package dev.millrace.agent.workspace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files below one directory; nothing else can be reached. Paths are as {@link RelativePath} takes them. Safe for use by many threads. */
public final class WorkspaceFiles {
    private final Path root;

    /** @param root real and absolute */
    WorkspaceFiles(Path root) {
        this.root = root;
    }

    /** The top. */
    public Path root() {
        return root;
    }

    /** Where a path really is, all links resolved. Fails where it is not there, or outside. */
    public Path existing(String path) throws IOException, FileFault {
        var named = RelativePath.parse(path).below(root);
        try {
            return inside(named.toRealPath(), path);
        } catch (NoSuchFileException e) {
            throw noSuchFile(path);
        }
    }

    /** Where a file is to be, its directory made and real; the last name may be taken by anything. */
    public Path place(String path) throws IOException, FileFault {
        var names = RelativePath.parse(path).names();
        if (names.isEmpty()) {
            throw new FileFault("not-a-file", "The workspace itself is not a file", path);
        }
        var parent = new RelativePath(names.subList(0, names.size() - 1));
        return makeDirectory(parent.toString()).resolve(names.getLast());
    }

    /** Makes a directory and those above it, one by one, so that none is made through a link that leads outside. */
    public Path makeDirectory(String path) throws IOException, FileFault {
        var at = root;
        for (var name : RelativePath.parse(path).names()) {
            var next = at.resolve(name);
            if (!Files.isDirectory(next)) {
                try {
                    Files.createDirectory(next);
                } catch (FileAlreadyExistsException e) {
                    if (!Files.isDirectory(next)) {
                        throw new FileFault("not-a-directory", "%s is not a directory".formatted(name), path);
                    }
                }
            }
            at = inside(next.toRealPath(), path);
        }
        return at;
    }

    /** The whole of a file. */
    public byte[] read(String path, long limit) throws IOException, FileFault {
        var real = existing(path);
        var attributes = Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            throw new FileFault("not-a-file", "%s is not a file".formatted(path), path);
        }
        try (var channel = FileChannel.open(real, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            var content = Channels.newInputStream(channel).readNBytes((int) Math.min(limit + 1, Integer.MAX_VALUE - 8));
            if (content.length > limit) {
                throw new FileFault("too-large", "%s is longer than %d bytes".formatted(path, limit), path);
            }
            return content;
        }
    }

    /** Puts a file in place whole; what is there under its name is replaced, a link too. */
    public void write(String path, byte[] content, int mode) throws IOException, FileFault {
        var target = place(path);
        var temporary = FileModes.temporary(target.getParent() == null ? root : target.getParent());
        try {
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
            FileModes.set(temporary, mode == 0 ? 0644 : mode);
            move(temporary, target, path);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Writes from an offset of a file on, and cuts off what was behind. */
    public void writeAt(String path, long offset, byte[] content) throws IOException, FileFault {
        var real = existing(path);
        if (!Files.isRegularFile(real) || Files.size(real) < offset) {
            throw new FileFault("not-a-file", "%s is not a file of at least %d bytes".formatted(path, offset), path);
        }
        try (var channel = FileChannel.open(real, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            var buffer = ByteBuffer.wrap(content);
            var _ = channel.truncate(offset).position(offset);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /** Moves a finished file into place. */
    public static void move(Path temporary, Path target, String path) throws IOException, FileFault {
        try {
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileFault("not-a-file", "%s is a directory".formatted(path), path);
            }
            throw e;
        }
    }

    /** Attributes of what is there, a link as such; empty where nothing is. */
    public Optional<BasicFileAttributes> stat(String path) throws IOException, FileFault {
        try {
            return Optional.of(Files.readAttributes(existing(path), BasicFileAttributes.class));
        } catch (FileFault e) {
            if (e.code().equals("no-such-file")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Lists what is below a directory, sorted by path. Links are named, not followed.
     *
     * @param directories true to list directories too
     * @throws FileFault "too-many" over the limit
     */
    public List<FoundFile> list(String directory, FileSelection selection, boolean directories, int limit)
            throws IOException, FileFault {
        return FileWalk.list(existing(directory), new FileFilter(selection), directories, limit);
    }

    /** Removes what is there with all below it, links as such; nothing there is no fault. The top is emptied. */
    public void delete(String path) throws IOException, FileFault {
        var names = RelativePath.parse(path).names();
        Path target;
        if (names.isEmpty()) {
            target = root;
        } else {
            var parent = new RelativePath(names.subList(0, names.size() - 1)).below(root);
            try {
                target = inside(parent.toRealPath(), path).resolve(names.getLast());
            } catch (NoSuchFileException e) {
                return;
            }
        }
        for (int attempt = 0; ; attempt++) {
            try {
                remove(target);
                return;
            } catch (NoSuchFileException e) {
                return;
            } catch (DirectoryNotEmptyException e) {
                // something still writes there
                if (attempt == 3) {
                    throw e;
                }
            }
        }
    }

    /** Removes files and links that are meant, and directories where these are asked for, with all below them. */
    public void deleteMatching(String directory, FileSelection selection, boolean directories)
            throws IOException, FileFault {
        if (stat(directory).isEmpty()) {
            return;
        }
        for (var found : list(directory, selection, directories, Integer.MAX_VALUE - 1)) {
            if (Files.exists(found.file(), LinkOption.NOFOLLOW_LINKS)) {
                remove(found.file());
            }
        }
    }

    /** Sets when a file was modified; makes it, empty, where it is not there. */
    public Path touch(String path, FileTime modified) throws IOException, FileFault {
        if (stat(path).isEmpty()) {
            var _ = Files.createFile(place(path));
        }
        return Files.setLastModifiedTime(existing(path), modified);
    }

    private void remove(Path target) throws IOException {
        Files.walkFileTree(target, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                FileModes.makeRemovable(directory);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                if (failure != null) {
                    throw failure;
                }
                if (!directory.equals(root)) {
                    Files.deleteIfExists(directory);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path inside(Path real, String path) throws FileFault {
        if (!real.startsWith(root)) {
            throw RelativePath.outside(path);
        }
        return real;
    }

    private static FileFault noSuchFile(String path) {
        return new FileFault("no-such-file", "%s does not exist".formatted(path.isEmpty() ? "." : path), path);
    }
}
