package dev.millrace.agent.archive;

import dev.millrace.agent.file.FileModes;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.FileSelection;
import dev.millrace.agent.workspace.FoundFile;
import dev.millrace.agent.workspace.RelativePath;
import dev.millrace.agent.workspace.WorkspaceFiles;
import dev.millrace.wire.proto.ArchiveFiles;
import dev.millrace.wire.proto.ArchiveFormat;
import dev.millrace.wire.proto.ArchiveRead;
import dev.millrace.wire.proto.ArchiveWritten;
import dev.millrace.wire.proto.ExtractArchive;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;

/** Archives in a workspace, by the contract of the wire's archive and extract. An interrupt ends both; what was written until then is removed or whole. */
public final class Archives {
    private static final int MOST_FILES = 1_000_000;

    private Archives() {}

    /** Packs files into an archive. */
    public static ArchiveWritten write(WorkspaceFiles files, ArchiveFiles request)
            throws IOException, FileFault, InterruptedException {
        if (!Files.isDirectory(files.existing(request.getDirectory()))) {
            throw new FileFault(
                    "not-a-directory",
                    "%s is not a directory".formatted(request.getDirectory()),
                    request.getDirectory());
        }
        var target = files.place(request.getFile());
        if (!request.getOverwrite() && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileFault("exists", "%s exists".formatted(request.getFile()), request.getFile());
        }
        var selection =
                new FileSelection(request.getIncludesList(), request.getExcludesList(), request.getDefaultExcludes());
        var found = files.list(request.getDirectory(), selection, false, MOST_FILES);
        var directory = target.getParent();
        var temporary = FileModes.temporary(directory == null ? files.root() : directory);
        try {
            long count = 0;
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                    var out = new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel), 1 << 16);
                    var gzip =
                            request.getFormat() == ArchiveFormat.TAR_GZIP ? new GZIPOutputStream(out, 1 << 16) : out) {
                var writer = request.getFormat() == ArchiveFormat.ZIP ? new ZipWriter(channel) : new TarWriter(gzip);
                for (var each : found) {
                    if (!each.file().equals(target) && add(writer, files, request.getDirectory(), each)) {
                        count++;
                    }
                }
                writer.finish();
            }
            FileModes.set(temporary, 0644);
            long bytes = Files.size(temporary);
            WorkspaceFiles.move(temporary, target, request.getFile());
            return ArchiveWritten.newBuilder().setFiles(count).setBytes(bytes).build();
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static boolean add(ArchiveWriter writer, WorkspaceFiles files, String directory, FoundFile found)
            throws IOException, FileFault, InterruptedException {
        checkInterrupt();
        var modified = found.attributes().lastModifiedTime().toInstant();
        if (found.attributes().isRegularFile()) {
            writer.file(found.path(), found.file(), FileModes.get(found.file()), modified);
            return true;
        }
        if (!found.attributes().isSymbolicLink()) {
            return false;
        }
        if (writer.keepsLinks()) {
            var target = Files.readSymbolicLink(found.file()).toString();
            writer.link(found.path(), RelativePath.linkTarget(found.path(), target), modified);
            return true;
        }
        Path real = files.existing(directory.isEmpty() ? found.path() : directory + "/" + found.path());
        if (!Files.isRegularFile(real)) {
            return false;
        }
        writer.file(found.path(), real, FileModes.get(real), modified);
        return true;
    }

    /** Reads an archive. */
    public static ArchiveRead extract(WorkspaceFiles files, ExtractArchive request)
            throws IOException, FileFault, InterruptedException {
        if (request.getMode() != ExtractArchive.Mode.TEST) {
            return read(files, request);
        }
        try {
            return read(files, request);
        } catch (FileFault | IOException e) {
            return ArchiveRead.newBuilder()
                    .setProblem(String.valueOf(e.getMessage()))
                    .build();
        }
    }

    private static ArchiveRead read(WorkspaceFiles files, ExtractArchive request)
            throws IOException, FileFault, InterruptedException {
        var archive = files.existing(request.getFile());
        if (!Files.isRegularFile(archive)) {
            throw new FileFault("not-a-file", "%s is not a file".formatted(request.getFile()), request.getFile());
        }
        var extraction = new Extraction(files, request, Files.size(archive));
        if (request.getMode() == ExtractArchive.Mode.FILES) {
            var _ = files.makeDirectory(request.getDirectory());
        }
        if (request.getFormat() == ArchiveFormat.ZIP) {
            new ZipExtraction(archive, request, extraction).run();
        } else {
            new TarExtraction(archive, request, extraction).run();
        }
        return extraction.result();
    }

    static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Cancelled");
        }
    }
}
