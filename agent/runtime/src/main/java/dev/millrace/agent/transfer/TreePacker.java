package dev.millrace.agent.transfer;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.Digests;
import dev.millrace.agent.file.FileModes;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.agent.workspace.FileSelection;
import dev.millrace.agent.workspace.FoundFile;
import dev.millrace.agent.workspace.RelativePath;
import dev.millrace.agent.workspace.WorkspaceFiles;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.PackTree;
import dev.millrace.wire.proto.PackedTree;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names a directory's files by digest, and stores those that the controller lacks. */
public final class TreePacker {
    private static final int MOST_FILES = 1_000_000;

    private final BlobClient blobs;

    /** Over this connection. */
    public TreePacker(BlobClient blobs) {
        this.blobs = blobs;
    }

    /** Packs; returns when all of it is durable there. */
    public PackedTree pack(LeaseRef lease, WorkspaceFiles files, PackTree request)
            throws IOException, FileFault, InterruptedException {
        var selection =
                new FileSelection(request.getIncludesList(), request.getExcludesList(), request.getDefaultExcludes());
        var tree = Tree.newBuilder();
        Map<ByteString, Path> contents = new LinkedHashMap<>();
        Map<ByteString, Long> sizes = new LinkedHashMap<>();
        long bytes = 0;
        long count = 0;
        for (var found : sorted(files.list(request.getDirectory(), selection, true, MOST_FILES))) {
            var link = found.attributes().isSymbolicLink();
            var content = link ? followed(files, found, request.getLinks()) : Optional.of(found.file());
            if (content.isPresent() && (link || found.attributes().isRegularFile())) {
                long size =
                        link ? Files.size(content.get()) : found.attributes().size();
                bytes += size;
                count++;
                if (request.getLimitBytes() > 0 && bytes > request.getLimitBytes()) {
                    throw new FileFault(
                            "too-large",
                            "The files have more than %d bytes".formatted(request.getLimitBytes()),
                            request.getDirectory());
                }
                var digest = ByteString.copyFrom(Digests.of(content.get()));
                contents.put(digest, content.get());
                sizes.put(digest, size);
                tree.addEntries(entry(found, TreeEntry.Kind.FILE)
                        .setMode(FileModes.get(content.get()))
                        .setSize(size)
                        .setDigest(digest));
            } else if (link && request.getLinks() == PackTree.Links.KEEP) {
                tree.addEntries(entry(found, TreeEntry.Kind.SYMLINK)
                        .setMode(0)
                        .setTarget(RelativePath.linkTarget(
                                found.path(),
                                Files.readSymbolicLink(found.file()).toString())));
            } else if (found.attributes().isDirectory() && found.emptyDirectory()) {
                tree.addEntries(entry(found, TreeEntry.Kind.DIRECTORY));
            }
        }
        var serialized = tree.build().toByteString();
        var treeDigest = digest(serialized);
        long sent = 0;
        var wanted = new ArrayList<>(contents.keySet());
        if (!contents.containsKey(treeDigest)) {
            wanted.add(treeDigest);
        }
        var jobs = new ArrayList<Parallel.Job>();
        boolean treeIsMissing = false;
        for (var digest : blobs.missing(lease, wanted)) {
            var file = contents.get(digest);
            if (file == null) {
                treeIsMissing |= digest.equals(treeDigest);
                continue;
            }
            long size = sizes.getOrDefault(digest, 0L);
            sent += size;
            jobs.add(() ->
                    blobs.upload(lease, digest, size, () -> Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)));
        }
        Parallel.run(jobs);
        if (treeIsMissing) {
            // last, so that a tree that is there is whole
            blobs.upload(lease, treeDigest, serialized.size(), serialized::newInput);
            sent += serialized.size();
        }
        return PackedTree.newBuilder()
                .setTree(treeDigest)
                .setFiles(count)
                .setBytes(bytes)
                .setSentBytes(sent)
                .build();
    }

    /** The regular file of the workspace that a link leads to, where links are to be followed and it does. */
    private static Optional<Path> followed(WorkspaceFiles files, FoundFile found, PackTree.Links links)
            throws IOException {
        if (links != PackTree.Links.FOLLOW) {
            return Optional.empty();
        }
        try {
            var target = found.file().toRealPath();
            return target.startsWith(files.root()) && Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                    ? Optional.of(target)
                    : Optional.empty();
        } catch (FileSystemException e) {
            return Optional.empty(); // it leads nowhere, or in a circle
        }
    }

    private static TreeEntry.Builder entry(FoundFile found, TreeEntry.Kind kind) throws IOException {
        return TreeEntry.newBuilder()
                .setPath(found.path())
                .setKind(kind)
                .setMode(kind == TreeEntry.Kind.SYMLINK ? 0 : FileModes.get(found.file()));
    }

    /** By the bytes of their paths, which is not Java's order of strings beyond the basic plane. */
    private static List<FoundFile> sorted(List<FoundFile> found) {
        var sorted = new ArrayList<>(found);
        sorted.sort((one, other) -> TreeCheck.compare(one.path(), other.path()));
        return sorted;
    }

    private static ByteString digest(ByteString content) {
        var sum = Digests.sha256();
        sum.update(content.asReadOnlyByteBuffer());
        return ByteString.copyFrom(sum.digest());
    }
}
