package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.posix.Directory;
import dev.millrace.agent.posix.PosixFault;
import dev.millrace.agent.transfer.BlobClient;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.WorkspaceRestored;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Makes a workspace exactly a state that was taken. Every step can be done again: after a failure, doing all again goes on where it was. */
final class Restorer {
    private static final int THREADS = 4;
    private static final int BATCH = 32;

    private final BlobClient blobs;
    private final BlobStash stash;
    private final InstantSource clock;
    private final int limit;

    Restorer(BlobClient blobs, BlobStash stash, InstantSource clock, int limit) {
        this.blobs = blobs;
        this.stash = stash;
        this.clock = clock;
        this.limit = limit;
    }

    WorkspaceRestored restore(LeaseRef lease, ByteString manifest, Path workspace, WorkspaceIndex index)
            throws IOException, FileFault, InterruptedException {
        var packs = new Packs(blobs, lease, stash);
        var state = new ManifestReader(packs, limit).read(manifest);
        var known = index.load();
        var scanned = Scan.of(workspace, limit, new Remarks());
        var same = Recognized.in(scanned.entries(), known, _ -> true);
        var plan = Plan.of(scanned.entries(), known, same, state.nodes());
        try (var descent = new Descent(workspace)) {
            for (var strange : scanned.strange()) {
                descent.directory(strange.directory()).removeAll(strange.name());
            }
            for (var path : plan.removals()) {
                remove(descent, path);
            }
            for (var node : plan.directories()) {
                make(descent.parentOf(node.path()), Descent.name(node.path()));
            }
        }
        write(workspace, plan, packs);
        try (var descent = new Descent(workspace)) {
            for (var link : plan.links()) {
                link(descent.parentOf(link.path()), Descent.name(link.path()), link);
            }
            for (var node : plan.directories().reversed()) {
                var directory = descent.directory(node.path());
                if (directory.stat().mode() != node.mode()) {
                    directory.mode(node.mode());
                }
            }
        }
        index.save(new Known(state.manifest(), state.nodes(), plan.identities()), state.chunks());
        stash.prune();
        return WorkspaceRestored.newBuilder()
                .setFiles(state.manifest().getFiles())
                .setBytes(state.manifest().getBytes())
                .setKeptFiles(plan.kept())
                .setRemoved(plan.removals().size() + scanned.strange().size())
                .setFetchedBytes(packs.fetched())
                .build();
    }

    private void write(Path workspace, Plan plan, Packs packs) throws IOException, FileFault, InterruptedException {
        packs.prefetch(wanted(plan.files()));
        var identities = new AtomicReferenceArray<Identity>(plan.files().size());
        Workers.perform(
                plan.files().size(),
                BATCH,
                THREADS,
                () -> new FileWriter(workspace, plan.files(), packs, clock, identities));
        for (int item = 0; item < plan.files().size(); item++) {
            plan.identities().set(plan.files().get(item).at(), identities.get(item));
        }
    }

    /** Bytes of each pack that are surely needed. */
    private static HashMap<Pack, Long> wanted(List<Plan.File> files) {
        var wanted = new HashMap<Pack, Long>();
        for (var file : files) {
            var there = file.there();
            if (there == null || there.stat().size() != file.node().content().size()) {
                file.node().content().parts().forEach(part -> wanted.merge(part.pack(), part.length(), Long::sum));
            }
        }
        return wanted;
    }

    private static void remove(Descent descent, String path) throws IOException {
        var parent = descent.parentOf(path);
        unlock(parent);
        parent.removeAll(Descent.name(path));
    }

    /** Directories come before what is in them, so the parent is there, and open to its owner. */
    private static void make(Directory parent, String name) throws IOException {
        try {
            parent.makeDirectory(name);
        } catch (PosixFault e) {
            if (!e.exists()) {
                throw e;
            }
            try (var child = parent.child(name)) {
                unlock(child);
            }
        }
    }

    private static void unlock(Directory directory) throws IOException {
        int mode = directory.stat().mode();
        if ((mode & 0700) != 0700) {
            directory.mode(mode | 0700);
        }
    }

    private static void link(Directory parent, String name, Node link) throws IOException {
        parent.removeAll(name);
        parent.link(link.target(), name);
        parent.modified(name, link.modified());
    }
}
