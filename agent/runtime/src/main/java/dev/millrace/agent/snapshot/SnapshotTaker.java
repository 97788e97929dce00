package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.posix.Stat;
import dev.millrace.agent.transfer.BlobClient;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.SnapshotTaken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the state of a workspace: looks at everything, reads what is not known by its identity, sends what the controller lacks. */
final class SnapshotTaker {
    private static final int THREADS = 3;
    private static final int BATCH = 64;

    private final BlobClient blobs;
    private final BlobStash stash;
    private final InstantSource clock;
    private final int limit;

    SnapshotTaker(BlobClient blobs, BlobStash stash, InstantSource clock, int limit) {
        this.blobs = blobs;
        this.stash = stash;
        this.clock = clock;
        this.limit = limit;
    }

    SnapshotTaken take(LeaseRef lease, Path workspace, WorkspaceIndex index)
            throws IOException, FileFault, InterruptedException {
        var remarks = new Remarks();
        var known = index.load();
        var lost = Set.copyOf(blobs.missing(lease, known.packs()));
        var found = Scan.of(workspace, limit, remarks).entries();
        var same = Recognized.in(found, known, content -> isStored(content, lost));
        var paths = new ArrayList<String>();
        for (int at = 0; at < found.size(); at++) {
            if (same[at] < 0 && found.get(at).stat().type() == Stat.Type.FILE) {
                paths.add(found.get(at).path());
            }
        }
        var uploads = new Uploads(blobs, lease, stash);
        var readings = new Readings(paths.size());
        if (!paths.isEmpty()) {
            known.nodes().stream()
                    .map(Node::content)
                    .filter(content -> isStored(content, lost))
                    .forEach(content -> readings.place(content.digest(), content.parts()));
        }
        Workers.perform(
                paths.size(),
                BATCH,
                THREADS,
                () -> new FileReader(workspace, paths, readings, uploads, remarks, clock));

        var nodes = new ArrayList<Node>(found.size());
        var identities = new ArrayList<@Nullable Identity>(found.size());
        collect(found, same, known, readings, nodes, identities);
        var chunks = known.chunks();
        chunks.values().removeIf(place -> lost.contains(place.pack().digest()));
        var written = new ManifestWriter(chunks).write(nodes, uploads);
        uploads.await();
        var manifest = written.manifest().toByteString();
        // last, so that a manifest that is there is whole
        uploads.add(new Pack(ManifestWriter.digest(manifest), manifest.size()), manifest);
        uploads.await();
        index.save(new Known(written.manifest(), nodes, identities), written.chunks());
        stash.prune();
        var taken = SnapshotTaken.newBuilder()
                .setManifest(ManifestWriter.digest(manifest))
                .setFiles(written.manifest().getFiles())
                .setBytes(written.manifest().getBytes())
                .setReadFiles(paths.size())
                .setSentBytes(uploads.sent());
        remarks.into(taken);
        return taken.build();
    }

    private static boolean isStored(Content content, Set<ByteString> lost) {
        return lost.isEmpty()
                || content.parts().stream()
                        .noneMatch(part -> lost.contains(part.pack().digest()));
    }

    private static void collect(
            List<Found> found,
            int[] same,
            Known known,
            Readings readings,
            List<Node> nodes,
            List<@Nullable Identity> identities) {
        int read = 0;
        for (int at = 0; at < found.size(); at++) {
            var entry = found.get(at);
            switch (entry.stat().type()) {
                case DIRECTORY -> {
                    nodes.add(Node.directory(entry.path(), entry.stat()));
                    identities.add(null);
                }
                case LINK -> {
                    nodes.add(Node.link(entry.path(), entry.stat(), entry.target()));
                    identities.add(null);
                }
                case FILE -> {
                    if (same[at] >= 0) {
                        nodes.add(known.nodes().get(same[at]));
                        identities.add(known.identities().get(same[at]));
                    } else {
                        var reading = readings.get(read++);
                        if (reading.isPresent()) {
                            nodes.add(Node.file(
                                    entry.path(), reading.get().stat(), readings.content(reading.get())));
                            identities.add(reading.get().identity());
                        }
                    }
                }
                case FIFO, SOCKET, DEVICE -> throw new IllegalStateException("A scan leaves out " + entry);
            }
        }
    }
}
