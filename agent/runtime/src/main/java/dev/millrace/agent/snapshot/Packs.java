package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.transfer.BlobClient;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.LeaseRef;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Reads from packs that the agent kept, and fetches the others: whole where much of them is wanted, else in ranges. Safe for use by many threads. */
final class Packs {
    private static final int AT_A_TIME = 6;

    private final BlobClient blobs;
    private final LeaseRef lease;
    private final BlobStash stash;
    private final AtomicLong fetched = new AtomicLong();

    Packs(BlobClient blobs, LeaseRef lease, BlobStash stash) {
        this.blobs = blobs;
        this.lease = lease;
        this.stash = stash;
    }

    /** Bytes that came from the controller. */
    long fetched() {
        return fetched.get();
    }

    /** A whole blob of unknown size, verified. */
    ByteString whole(ByteString digest) throws IOException, FileFault, InterruptedException {
        var kept = stash.find(digest);
        if (kept.isPresent()) {
            var content = ByteString.copyFrom(Files.readAllBytes(kept.get()));
            if (ManifestWriter.digest(content).equals(digest)) {
                return content;
            }
            stash.drop(digest);
        }
        var content = new ByteString.Output[1];
        blobs.download(lease, digest, () -> content[0] = ByteString.newOutput());
        var bytes = content[0].toByteString();
        fetched.addAndGet(bytes.size());
        stash.keep(digest, bytes);
        return bytes;
    }

    /** Fetches packs of which at least a quarter is wanted and that are not here. */
    void prefetch(Map<Pack, Long> wanted) throws IOException, FileFault, InterruptedException {
        var jobs = wanted.entrySet().stream()
                .filter(entry -> entry.getValue() * 4 >= entry.getKey().size())
                .map(Map.Entry::getKey)
                .filter(pack -> stash.find(pack.digest()).isEmpty())
                .toList();
        Workers.perform(jobs.size(), 1, AT_A_TIME, () -> new Workers.Worker() {
            @Override
            public void perform(int item) throws IOException, FileFault, InterruptedException {
                fetch(jobs.get(item));
            }

            @Override
            public void finish() {}

            @Override
            public void close() {}
        });
    }

    private void fetch(Pack pack) throws IOException, FileFault, InterruptedException {
        var content = new ByteString.Output[1];
        blobs.download(lease, pack.digest(), () -> content[0] = ByteString.newOutput((int) pack.size()));
        stash.keep(pack.digest(), content[0].toByteString());
        fetched.addAndGet(pack.size());
    }

    /** Reads a part; it is not verified. */
    void read(Part part, byte[] into) throws IOException, FileFault, InterruptedException {
        var kept = stash.find(part.pack().digest());
        if (kept.isEmpty() || !read(kept.get(), part, into)) {
            range(part, into);
        }
    }

    /** A part of a pack from the controller, whatever is here. */
    void range(Part part, byte[] into) throws IOException, FileFault, InterruptedException {
        blobs.download(lease, part.pack().digest(), part.offset(), part.length(), () -> new Into(into, part.length()));
        fetched.addAndGet(part.length());
    }

    private static boolean read(Path file, Part part, byte[] into) throws IOException {
        var buffer = ByteBuffer.wrap(into, 0, (int) part.length());
        try (var channel = FileChannel.open(file)) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, part.offset() + buffer.position()) < 0) {
                    return false;
                }
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** It turned out to be damaged here. */
    void drop(Pack pack) throws IOException {
        stash.drop(pack.digest());
    }

    /** Takes just so many bytes. */
    private static final class Into extends OutputStream {
        private final byte[] target;
        private final long length;
        private int at;

        Into(byte[] target, long length) {
            this.target = target;
            this.length = length;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (count > length - at) {
                throw new IOException("More came than was asked for");
            }
            System.arraycopy(bytes, offset, target, at, count);
            at += count;
        }

        @Override
        public void close() throws IOException {
            if (at < length) {
                throw new IOException("Less came than was asked for");
            }
        }
    }
}
