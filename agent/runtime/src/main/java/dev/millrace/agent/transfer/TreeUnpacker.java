package dev.millrace.agent.transfer;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.Digests;
import dev.millrace.agent.file.FileModes;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.WorkspaceFiles;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.TreeEntry;
import dev.millrace.wire.proto.UnpackTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;

/** Puts a tree's files in place, each whole and verified; those that are there already are left alone. */
public final class TreeUnpacker {
    private final BlobClient blobs;

    /** Over this connection. */
    public TreeUnpacker(BlobClient blobs) {
        this.blobs = blobs;
    }

    /** Unpacks; what was put in place before a failure stays. */
    public void unpack(LeaseRef lease, WorkspaceFiles files, UnpackTree request)
            throws IOException, FileFault, InterruptedException {
        var serialized = new ByteString.Output[1];
        blobs.download(lease, request.getTree(), () -> serialized[0] = ByteString.newOutput());
        var tree = TreeCheck.parse(serialized[0].toByteString());
        files.makeDirectory(request.getDirectory());
        if (request.getExact()) {
            OtherFiles.remove(files, request.getDirectory(), tree);
        }
        var prefix = request.getDirectory().isEmpty() ? "" : request.getDirectory() + "/";
        var jobs = new ArrayList<Parallel.Job>();
        for (var entry : tree.getEntriesList()) {
            switch (entry.getKind()) {
                case DIRECTORY -> FileModes.set(files.makeDirectory(prefix + entry.getPath()), entry.getMode());
                case FILE -> {
                    var target = files.place(prefix + entry.getPath());
                    if (!present(target, entry)) {
                        jobs.add(() -> fetch(lease, target, prefix + entry.getPath(), entry));
                    } else if (FileModes.get(target) != entry.getMode()) {
                        FileModes.set(target, entry.getMode());
                    }
                }
                case SYMLINK, UNRECOGNIZED -> {}
            }
        }
        Parallel.run(jobs);
        for (var entry : tree.getEntriesList()) {
            if (entry.getKind() == TreeEntry.Kind.SYMLINK) {
                link(files.place(prefix + entry.getPath()), prefix + entry.getPath(), entry.getTarget());
            }
        }
    }

    private static boolean present(Path target, TreeEntry entry) throws IOException {
        return Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                && Files.size(target) == entry.getSize()
                && Arrays.equals(Digests.of(target), entry.getDigest().toByteArray());
    }

    private void fetch(LeaseRef lease, Path target, String path, TreeEntry entry)
            throws IOException, FileFault, InterruptedException {
        var temporary = FileModes.temporary(directory(target));
        try {
            blobs.download(lease, entry.getDigest(), () -> Files.newOutputStream(temporary));
            FileModes.set(temporary, entry.getMode());
            WorkspaceFiles.move(temporary, target, path);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void link(Path link, String path, String target) throws IOException, FileFault {
        if (Files.isSymbolicLink(link)
                && Files.readSymbolicLink(link).toString().equals(target)) {
            return;
        }
        var temporary = FileModes.temporary(directory(link));
        try {
            Files.delete(temporary);
            Files.createSymbolicLink(temporary, Path.of(target));
            WorkspaceFiles.move(temporary, link, path);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Path directory(Path file) {
        var parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Not below a workspace: " + file);
        }
        return parent;
    }
}
