package dev.millrace.agent.snapshot;

import com.google.protobuf.ByteString;
import dev.millrace.agent.file.FileModes;
import dev.millrace.agent.posix.Time;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.TreeManifest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a workspace was when it was last taken or restored, in a file of the agent's. The file is replaced whole and carries a checksum; where it is
 * missing or damaged, nothing is known.
 */
final class WorkspaceIndex {
    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceIndex.class);
    private static final int MAGIC = 0x4d525702;
    private static final int LONGEST = 64 << 20;

    private final Path file;

    WorkspaceIndex(Path file) {
        this.file = file;
    }

    Known load() {
        try (var checked = new CheckedInputStream(
                        new BufferedInputStream(Files.newInputStream(file), 64 << 10), new CRC32C());
                var in = new DataInputStream(checked)) {
            if (in.readInt() != MAGIC) {
                return Known.NOTHING;
            }
            var manifest = TreeManifest.parseFrom(bytes(in));
            var nodes = new ArrayList<Node>();
            var identities = new ArrayList<@Nullable Identity>();
            var reader = new ChunkReader();
            int chunks = in.readInt();
            for (int chunk = 0; chunk < chunks; chunk++) {
                reader.read(ByteString.copyFrom(bytes(in)), nodes);
                while (identities.size() < nodes.size()) {
                    identities.add(identity(in));
                }
            }
            long sum = checked.getChecksum().getValue();
            return in.readLong() == sum ? new Known(manifest, nodes, identities) : Known.NOTHING;
        } catch (NoSuchFileException e) {
            return Known.NOTHING;
        } catch (IOException | FileFault | RuntimeException e) {
            LOG.atInfo().addKeyValue("index", file).setCause(e).log("index-not-usable");
            return Known.NOTHING;
        }
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LONGEST) {
            throw new IOException("A part of %d bytes".formatted(length));
        }
        var bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }

    private static @Nullable Identity identity(DataInputStream in) throws IOException {
        return in.readBoolean()
                ? new Identity(in.readLong(), in.readLong(), new Time(in.readLong(), in.readInt()))
                : null;
    }

    /** @param chunks the nodes' chunks as they were written, in order */
    void save(Known known, List<ByteString> chunks) throws IOException {
        Files.createDirectories(directory());
        var temporary = FileModes.temporary(directory());
        try {
            try (var checked = new CheckedOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(temporary), 64 << 10), new CRC32C());
                    var out = new DataOutputStream(checked)) {
                out.writeInt(MAGIC);
                write(out, known.manifest().toByteString());
                out.writeInt(chunks.size());
                var identities = known.identities().iterator();
                var sizes = Chunks.cut(known.nodes()).iterator();
                for (var chunk : chunks) {
                    write(out, chunk);
                    for (int node = sizes.next().size(); node > 0; node--) {
                        write(out, identities.next());
                    }
                }
                out.writeLong(checked.getChecksum().getValue());
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void write(DataOutputStream out, ByteString bytes) throws IOException {
        out.writeInt(bytes.size());
        bytes.writeTo(out);
    }

    private static void write(DataOutputStream out, @Nullable Identity identity) throws IOException {
        out.writeBoolean(identity != null);
        if (identity != null) {
            out.writeLong(identity.device());
            out.writeLong(identity.inode());
            out.writeLong(identity.changed().seconds());
            out.writeInt(identity.changed().nanos());
        }
    }

    private Path directory() {
        var parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Not in a directory: " + file);
        }
        return parent;
    }
}
