package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.Digests;
import dev.millrace.agent.posix.Directory;
import dev.millrace.agent.posix.OpenFile;
import dev.millrace.agent.posix.PosixFault;
import dev.millrace.agent.posix.Stat;
import dev.millrace.agent.workspace.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Makes files what they are to be: leaves alone what has the content already, writes and verifies the others. For one thread. */
final class FileWriter implements Workers.Worker {
    private static final String TEMPORARY = ".millrace-restored.part";

    private final List<Plan.File> files;
    private final Packs packs;
    private final InstantSource clock;
    private final AtomicReferenceArray<Identity> identities;
    private final Descent descent;
    private byte[] buffer = new byte[256 << 10];

    /** @param identities takes by what each file is known again, where that is sure; null elsewhere */
    FileWriter(
            Path workspace,
            List<Plan.File> files,
            Packs packs,
            InstantSource clock,
            AtomicReferenceArray<Identity> identities)
            throws IOException {
        this.files = files;
        this.packs = packs;
        this.clock = clock;
        this.identities = identities;
        this.descent = new Descent(workspace);
    }

    @Override
    public void perform(int item) throws IOException, FileFault, InterruptedException {
        var file = files.get(item);
        var directory = descent.parentOf(file.node().path());
        var name = Descent.name(file.node().path());
        if (file.there() == null || !adapted(directory, name, file)) {
            write(directory, name, file);
        }
        var stat = directory.stat(name);
        if (stat.type() == Stat.Type.FILE && stat.size() == file.node().content().size()) {
            identities.set(item, Identity.restored(stat, clock.instant()));
        }
    }

    /** The file that is there has the content: only its mode and time may be others. */
    private boolean adapted(Directory directory, String name, Plan.File file) throws IOException {
        var node = file.node();
        try (var open = directory.read(name)) {
            var stat = open.stat();
            if (stat.type() != Stat.Type.FILE || stat.size() != node.content().size()) {
                return false;
            }
            var known = file.known();
            var digest = known != null && file.there() != null && stat.unchanged(file.there().stat())
                    ? known.content().digest()
                    : digest(open, stat.size());
            if (!digest.equals(node.content().digest())) {
                return false;
            }
            if ((stat.mode() & 07777) != node.mode()) {
                open.mode(node.mode());
            }
            if (!stat.modified().equals(node.modified())) {
                open.modified(node.modified());
            }
            return true;
        } catch (PosixFault e) {
            if (e.gone() || e.denied()) {
                return false;
            }
            throw e;
        }
    }

    private ByteString digest(OpenFile file, long size) throws IOException {
        var sum = Digests.sha256();
        long left = size;
        for (int count = 1; left > 0 && count > 0; left -= count) {
            count = file.read(buffer, 0, (int) Math.min(buffer.length, left));
            sum.update(buffer, 0, count);
        }
        return ByteString.copyFrom(sum.digest());
    }

    private void write(Directory directory, String name, Plan.File file)
            throws IOException, FileFault, InterruptedException {
        var node = file.node();
        var temporary = TEMPORARY + "." + file.at();
        if (!written(directory, temporary, node, false) && !written(directory, temporary, node, true)) {
            throw new FileFault("io", "The snapshot is damaged: %s has another digest".formatted(node.path()), node.path());
        }
        directory.rename(temporary, name);
    }

    /** False where what was here turned out to be damaged; it is here no more. */
    private boolean written(Directory directory, String name, Node node, boolean afresh)
            throws IOException, FileFault, InterruptedException {
        var sum = Digests.sha256();
        boolean sound = false;
        try (var open = directory.create(name)) {
            for (var part : node.content().parts()) {
                write(open, part, sum, afresh);
            }
            sound = ByteString.copyFrom(sum.digest()).equals(node.content().digest());
            if (sound) {
                open.mode(node.mode());
                open.modified(node.modified());
            }
        } finally {
            if (!sound) {
                directory.removeAll(name);
            }
        }
        if (!sound) {
            for (var part : node.content().parts()) {
                packs.drop(part.pack());
            }
        }
        return sound;
    }

    private void write(OpenFile open, Part part, MessageDigest sum, boolean afresh)
            throws IOException, FileFault, InterruptedException {
        int length = (int) part.length();
        if (buffer.length < length) {
            buffer = new byte[Pack.FULL];
        }
        if (afresh) {
            packs.range(part, buffer);
        } else {
            packs.read(part, buffer);
        }
        sum.update(buffer, 0, length);
        open.write(buffer, 0, length);
    }

    @Override
    public void finish() {}

    @Override
    public void close() {
        descent.close();
    }
}
