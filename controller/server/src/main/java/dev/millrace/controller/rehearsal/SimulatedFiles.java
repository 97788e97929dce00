package dev.millrace.controller.rehearsal;

import dev.millrace.api.step.StepException;
import dev.millrace.controller.base.Digest;
import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a dry run by path: those of the uploaded working tree, and what steps write, in memory. For one thread. */
final class SimulatedFiles {
    private final Uploads uploads;
    private final long writable;
    private final NavigableMap<String, Content> files = new TreeMap<>();
    private long written;

    /** @param writable bytes that may be written altogether */
    SimulatedFiles(Uploads uploads, long writable) {
        this.uploads = uploads;
        this.writable = writable;
    }

    /** Puts the files of a stored tree below a directory. Links are left out. */
    void unpack(Digest digest, String directory) throws IOException {
        for (var entry : uploads.tree(digest).getEntriesList()) {
            if (entry.getKind() == TreeEntry.Kind.FILE) {
                files.put(
                        below(directory, entry.getPath()),
                        new Content.Stored(Digest.of(entry.getDigest().toByteArray()), entry.getSize()));
            }
        }
    }

    Optional<Content> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /** A file or, by what is below it, a directory. */
    boolean directory(String path) {
        var below = path.isEmpty() ? "" : path + "/";
        var next = files.ceilingKey(below);
        return next != null && next.startsWith(below);
    }

    byte[] read(String path, long limit) throws StepException {
        var content = find(path).orElseThrow(() -> new StepException("no-such-file", "There is no file " + path));
        if (content.size() > limit) {
            throw new StepException(
                    "too-large", "%s has %d bytes, the limit is %d".formatted(path, content.size(), limit));
        }
        return switch (content) {
            case Content.Written(var bytes) -> bytes;
            case Content.Stored(var digest, var _) -> stored(path, digest);
        };
    }

    private byte[] stored(String path, Digest digest) throws StepException {
        try {
            return uploads.file(digest);
        } catch (IOException e) {
            throw new StepException("io", "%s cannot be read: %s".formatted(path, e.getMessage()));
        }
    }

    void write(String path, byte[] bytes) throws StepException {
        written += bytes.length;
        if (written > writable) {
            throw new StepException("disk-full", "A dry run writes at most %d MiB".formatted(writable >> 20));
        }
        files.put(path, new Content.Written(bytes));
    }

    void delete(String path) {
        files.remove(path);
        var below = path.isEmpty() ? "" : path + "/";
        files.subMap(below, true, below + Character.MAX_VALUE, false).clear();
    }

    /** Files below a directory, by their path from there. */
    Map<String, Content> below(String directory) {
        var below = directory.isEmpty() ? "" : directory + "/";
        var found = new TreeMap<String, Content>();
        files.subMap(below, true, below + Character.MAX_VALUE, false)
                .forEach((path, content) -> found.put(path.substring(below.length()), content));
        return found;
    }

    private static String below(String directory, String path) {
        return directory.isEmpty() ? path : directory + "/" + path;
    }

    /** What a file holds. */
    sealed interface Content {
        /** As it was uploaded. */
        record Stored(Digest digest, long size) implements Content {}

        /** As a step wrote it. */
        record Written(byte[] bytes) implements Content {
            @Override
            public long size() {
                return bytes.length;
            }
        }

        long size();
    }
}
