package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.Digests;
import dev.millrace.agent.posix.OpenFile;
import dev.millrace.agent.posix.PosixFault;
import dev.millrace.agent.posix.Stat;
import dev.millrace.agent.workspace.FileFault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads files and puts their contents into packs. A file that changes while it is read is read again a few times, and then taken as it was read.
 * For one thread.
 */
final class FileReader implements Workers.Worker {
    private static final int SMALL = 1 << 20;
    private static final int ATTEMPTS = 4;

    private final List<String> paths;
    private final Readings readings;
    private final Uploads uploads;
    private final Remarks remarks;
    private final InstantSource clock;
    private final Descent descent;
    private final Filling filling;
    private byte[] buffer = new byte[64 << 10];

    FileReader(Path workspace, List<String> paths, Readings readings, Uploads uploads, Remarks remarks, InstantSource clock)
            throws IOException {
        this.paths = paths;
        this.readings = readings;
        this.uploads = uploads;
        this.remarks = remarks;
        this.clock = clock;
        this.descent = new Descent(workspace);
        this.filling = new Filling(uploads, (digest, part) -> readings.place(digest, List.of(part)));
    }

    @Override
    public void perform(int item) throws IOException, FileFault, InterruptedException {
        var path = paths.get(item);
        try {
            for (int attempt = 1; ; attempt++) {
                var reading = read(path);
                if (reading == null) {
                    remarks.add(path, "vanished");
                    return;
                }
                if (reading.still() || attempt == ATTEMPTS) {
                    if (!reading.still()) {
                        remarks.add(path, "changing");
                    }
                    readings.set(item, reading);
                    return;
                }
            }
        } catch (PosixFault e) {
            if (!e.gone() && !e.denied()) {
                throw e;
            }
            remarks.add(path, e.gone() ? "vanished" : "unreadable");
        }
    }

    /** Null where it is no file any more. */
    private @Nullable Reading read(String path) throws IOException, FileFault, InterruptedException {
        var begun = clock.instant();
        try (var file = descent.parentOf(path).read(Descent.name(path))) {
            var stat = file.stat();
            if (stat.type() != Stat.Type.FILE) {
                return null;
            }
            return stat.size() <= SMALL ? small(file, stat, begun) : large(file, stat, begun);
        }
    }

    private Reading small(OpenFile file, Stat stat, Instant begun)
            throws IOException, FileFault, InterruptedException {
        int length = fill(file, (int) stat.size());
        var digest = Filling.digest(buffer, length);
        if (length > 0 && !readings.isPlaced(digest)) {
            filling.add(digest, buffer, length);
        }
        return reading(file, stat, digest, length, begun);
    }

    private Reading large(OpenFile file, Stat stat, Instant begun)
            throws IOException, FileFault, InterruptedException {
        var sum = Digests.sha256();
        var parts = new ArrayList<Part>();
        long done = 0;
        while (done < stat.size()) {
            int length = fill(file, (int) Math.min(Pack.FULL, stat.size() - done));
            if (length == 0) {
                break;
            }
            sum.update(buffer, 0, length);
            parts.add(Filling.alone(uploads, buffer, length));
            done += length;
        }
        var digest = ByteString.copyFrom(sum.digest());
        readings.place(digest, parts);
        return reading(file, stat, digest, done, begun);
    }

    /** Reads so much from where the file is, or to its end: one that grows without end is read no further. */
    private int fill(OpenFile file, int most) throws IOException {
        if (buffer.length < most) {
            buffer = new byte[most <= SMALL ? SMALL : Pack.FULL];
        }
        int length = 0;
        while (length < most) {
            int count = file.read(buffer, length, most - length);
            if (count == 0) {
                break;
            }
            length += count;
        }
        return length;
    }

    private static Reading reading(OpenFile file, Stat before, ByteString digest, long size, Instant begun)
            throws IOException {
        var after = file.stat();
        boolean still = after.unchanged(before) && size == after.size();
        return new Reading(after, digest, size, still, still ? Identity.sure(after, begun) : null);
    }

    @Override
    public void finish() throws IOException, FileFault, InterruptedException {
        filling.seal();
    }

    @Override
    public void close() {
        descent.close();
    }
}
