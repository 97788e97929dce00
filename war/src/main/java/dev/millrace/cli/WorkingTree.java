package dev.millrace.cli;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A directory's files by content, as they are now.
 *
 * @param tree what the server keeps
 * @param files where the content of each digest is
 */
record WorkingTree(Tree tree, Map<String, Path> files) {
    private static final int BUFFER = 128 << 10;

    /** Hashes the files of a directory; paths are relative to it. Files that go away meanwhile are left out. */
    static WorkingTree of(Path directory, List<String> paths) throws IOException {
        try {
            var entries = paths.parallelStream()
                    .map(path -> entry(directory, path))
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparing(
                            entry -> entry.getPath().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
                    .toList();
            var files = new LinkedHashMap<String, Path>();
            for (var entry : entries) {
                if (entry.getKind() == TreeEntry.Kind.FILE) {
                    files.putIfAbsent(hex(entry.getDigest()), directory.resolve(entry.getPath()));
                }
            }
            return new WorkingTree(Tree.newBuilder().addAllEntries(entries).build(), files);
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The tree as the server stores it. */
    byte[] bytes() {
        return tree.toByteArray();
    }

    static String digest(byte[] content) {
        return HexFormat.of().formatHex(sha256().digest(content));
    }

    private static String hex(ByteString digest) {
        return HexFormat.of().formatHex(digest.toByteArray());
    }

    private static @org.jspecify.annotations.Nullable TreeEntry entry(Path directory, String path) {
        var file = directory.resolve(path);
        try {
            if (Files.isSymbolicLink(file)) {
                return TreeEntry.newBuilder()
                        .setPath(path)
                        .setKind(TreeEntry.Kind.SYMLINK)
                        .setMode(0777)
                        .setTarget(Files.readSymbolicLink(file).toString())
                        .build();
            }
            if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                return TreeEntry.newBuilder()
                        .setPath(path)
                        .setKind(TreeEntry.Kind.DIRECTORY)
                        .setMode(mode(file))
                        .build();
            }
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
            return content(file, path);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The digest of a file's content. */
    static String digest(Path file) throws IOException {
        return hex(content(file, "").getDigest());
    }

    private static TreeEntry content(Path file, String path) throws IOException {
        var digest = sha256();
        long size = 0;
        try (var stream = Files.newInputStream(file)) {
            var buffer = new byte[BUFFER];
            for (var read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
                size += read;
            }
        }
        return TreeEntry.newBuilder()
                .setPath(path)
                .setKind(TreeEntry.Kind.FILE)
                .setMode(mode(file))
                .setSize(size)
                .setDigest(ByteString.copyFrom(digest.digest()))
                .build();
    }

    private static int mode(Path file) throws IOException {
        var mode = 0;
        for (var permission : Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)) {
            mode |= bit(permission);
        }
        return mode;
    }

    private static int bit(PosixFilePermission permission) {
        return switch (permission) {
            case OWNER_READ -> 0400;
            case OWNER_WRITE -> 0200;
            case OWNER_EXECUTE -> 0100;
            case GROUP_READ -> 040;
            case GROUP_WRITE -> 020;
            case GROUP_EXECUTE -> 010;
            case OTHERS_READ -> 04;
            case OTHERS_WRITE -> 02;
            case OTHERS_EXECUTE -> 01;
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
