package dev.millrace.agent.archive;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.FileModes;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.FileSelection;
import dev.millrace.agent.workspace.RelativePath;
import dev.millrace.agent.workspace.WorkspaceFiles;
import dev.millrace.wire.proto.ArchiveRead;
import dev.millrace.wire.proto.ExtractArchive;
import dev.millrace.wire.proto.ExtractedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** One extraction: decides what of an archive is wanted and where it goes, and counts what comes out. */
final class Extraction {
    private static final long MOST_ENTRIES = 500_000;
    private static final long MOST_BYTES = 64L << 30;
    private static final long FREE_BYTES = 256L << 20; // the ratio counts beyond these
    private static final long MOST_RATIO = 200;
    private static final long MOST_READ = 2 << 20;
    private static final int MOST_NAMED = 5_000;

    private final WorkspaceFiles files;
    private final ExtractArchive request;
    private final Predicate<String> wanted;
    private final long mostEntries;
    private final long mostBytes;
    private final ArchiveRead.Builder result = ArchiveRead.newBuilder();
    private final byte[] buffer = new byte[1 << 16];
    private long entries;
    private long bytes;

    /** @param archiveBytes size of the archive itself */
    Extraction(WorkspaceFiles files, ExtractArchive request, long archiveBytes) {
        this.files = files;
        this.request = request;
        this.wanted = new FileSelection(request.getIncludesList(), List.of(), false).matcher();
        this.mostEntries = request.getLimitEntries() > 0 ? request.getLimitEntries() : MOST_ENTRIES;
        long most = request.getLimitBytes() > 0 ? request.getLimitBytes() : MOST_BYTES;
        long inflated = Math.max(FREE_BYTES, Math.multiplyExact(MOST_RATIO, Math.min(archiveBytes, 1L << 40)));
        this.mostBytes = request.getMode() == ExtractArchive.Mode.READ ? MOST_READ : Math.min(most, inflated);
    }

    /** Where the content of an entry comes from, opened when it is wanted. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /** True where an entry is meant and may be there. Counts it. */
    boolean wants(String path) throws FileFault {
        if (++entries > mostEntries) {
            throw new FileFault("too-many", "%s has more than %d entries".formatted(archive(), mostEntries), archive());
        }
        var plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (!wanted.test(plain.startsWith("./") ? plain.substring(2) : plain)) {
            return false;
        }
        checked(path);
        return true;
    }

    private String checked(String path) throws FileFault {
        try {
            return RelativePath.parse(path).toString();
        } catch (FileFault e) {
            throw new FileFault(
                    "outside-workspace",
                    "%s in %s leads outside of the directory that it is unpacked to".formatted(path, archive()),
                    path);
        }
    }

    void directory(String path) throws IOException, FileFault {
        if (writes()) {
            var _ = at(() -> files.makeDirectory(target(path)), path);
        }
    }

    /** @param mode 0: as new files are here */
    void file(String path, int mode, Instant modified, Content content)
            throws IOException, FileFault, InterruptedException {
        try (var in = content.open()) {
            switch (request.getMode()) {
                case FILES -> write(path, mode, modified, in);
                case READ -> {
                    var read = ByteString.newOutput();
                    copy(path, in, read);
                    named(path, read.toByteString());
                }
                case TEST -> copy(path, in, OutputStream.nullOutputStream());
                case UNRECOGNIZED -> throw new FileFault("io", "This agent does not know what to do with it", path);
            }
        }
        result.setFiles(result.getFiles() + 1);
    }

    private void write(String path, int mode, Instant modified, InputStream in)
            throws IOException, FileFault, InterruptedException {
        var target = at(() -> files.place(target(path)), path);
        var temporary = temporary(target);
        try {
            try (var out = Files.newOutputStream(temporary)) {
                copy(path, in, out);
            }
            FileModes.set(temporary, mode == 0 ? 0644 : mode | 0600);
            var _ = Files.setLastModifiedTime(temporary, FileTime.from(modified));
            WorkspaceFiles.move(temporary, target, path);
        } finally {
            Files.deleteIfExists(temporary);
        }
        named(path, ByteString.EMPTY);
    }

    void symbolicLink(String path, String to) throws IOException, FileFault {
        var where = RelativePath.linkTarget(checked(path), to);
        if (writes()) {
            var target = at(() -> files.place(target(path)), path);
            var temporary = temporary(target);
            try {
                Files.delete(temporary);
                var _ = Files.createSymbolicLink(temporary, Path.of(where));
                WorkspaceFiles.move(temporary, target, path);
            } finally {
                Files.deleteIfExists(temporary);
            }
            named(path, ByteString.EMPTY);
        }
        result.setFiles(result.getFiles() + 1);
    }

    /** A second name of a file that the archive held before: a copy. */
    void hardLink(String path, String to, int mode, Instant modified)
            throws IOException, FileFault, InterruptedException {
        var where = checked(to);
        if (!writes()) {
            return;
        }
        var source = files.existing(target(where));
        if (!Files.isRegularFile(source)) {
            throw new FileFault("bad-archive", "%s in %s is a link to no file".formatted(path, archive()), path);
        }
        file(path, mode, modified, () -> Files.newInputStream(source));
    }

    ArchiveRead result() {
        return result.setBytes(bytes).build();
    }

    private void copy(String path, InputStream in, OutputStream out)
            throws IOException, FileFault, InterruptedException {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            Archives.checkInterrupt();
            bytes += count;
            if (bytes > mostBytes) {
                throw new FileFault(
                        "too-large",
                        "%s unpacks to more than the %d bytes that are allowed for it".formatted(archive(), mostBytes),
                        path);
            }
            out.write(buffer, 0, count);
        }
    }

    private void named(String path, ByteString content) {
        if (result.getEntriesCount() < MOST_NAMED) {
            result.addEntries(ExtractedFile.newBuilder().setPath(path).setContent(content));
        }
    }

    private boolean writes() {
        return request.getMode() == ExtractArchive.Mode.FILES;
    }

    private String archive() {
        return request.getFile();
    }

    private String target(String path) {
        return request.getDirectory().isEmpty() ? path : request.getDirectory() + "/" + path;
    }

    private static Path temporary(Path target) throws IOException {
        var parent = target.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Not below a workspace: " + target);
        }
        return FileModes.temporary(parent);
    }

    private interface Placing {
        Path place() throws IOException, FileFault;
    }

    private static Path at(Placing placing, String path) throws IOException, FileFault {
        try {
            return placing.place();
        } catch (InvalidPathException e) {
            throw new FileFault("io", "This agent cannot have a file named %s".formatted(path), path);
        }
    }
}
