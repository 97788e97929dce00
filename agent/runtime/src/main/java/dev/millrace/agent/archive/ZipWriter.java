package dev.millrace.agent.archive;

import dev.millrace.agent.workspace.FileFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes a zip file with modes and times, which the platform's own writer leaves out. Sizes are filled in when an entry is written. */
final class ZipWriter implements ArchiveWriter {
    private static final long LARGEST_32 = 0xFFFF_FFFEL;
    private static final long LARGE = 0xF000_0000L; // such a file may deflate to more than 32 bits tell
    private static final int UTF8_NAME = 1 << 11;
    private static final int UNIX = 3 << 8;

    private final FileChannel channel;
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final byte[] in = new byte[1 << 16];
    private final byte[] out = new byte[1 << 16];
    private long entries;

    /** @param channel of an empty file; not closed here */
    ZipWriter(FileChannel channel) {
        this.channel = channel;
    }

    private record Sizes(long crc, long packed, long plain) {}

    @Override
    public void file(String path, Path file, int mode, Instant modified)
            throws IOException, FileFault, InterruptedException {
        var name = path.getBytes(StandardCharsets.UTF_8);
        if (name.length > 0xFFFF) {
            throw new FileFault("io", "A zip file cannot hold a name of %d bytes".formatted(name.length), path);
        }
        long at = channel.position();
        boolean large = Files.size(file) >= LARGE;
        write(local(name, large, modified, new Sizes(0, 0, 0)));
        Sizes sizes;
        try (var content = Files.newInputStream(file)) {
            sizes = deflate(content);
        }
        if (!large && Math.max(sizes.packed(), sizes.plain()) > LARGEST_32) {
            throw new FileFault("io", "%s grew while it was packed".formatted(path), path);
        }
        var header = local(name, large, modified, sizes);
        while (header.hasRemaining()) {
            at += channel.write(header, at);
        }
        at -= header.limit();
        directory.write(central(name, mode, modified, sizes, at));
        entries++;
    }

    @Override
    public boolean keepsLinks() {
        return false;
    }

    @Override
    public void link(String path, String target, Instant modified) {
        throw new UnsupportedOperationException("A zip file holds what a link leads to");
    }

    private Sizes deflate(InputStream content) throws IOException, InterruptedException {
        deflater.reset();
        var crc = new CRC32();
        long begun = channel.position();
        for (int count = content.read(in); count >= 0; count = content.read(in)) {
            Archives.checkInterrupt();
            crc.update(in, 0, count);
            deflater.setInput(in, 0, count);
            while (!deflater.needsInput()) {
                write(ByteBuffer.wrap(out, 0, deflater.deflate(out)));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            write(ByteBuffer.wrap(out, 0, deflater.deflate(out)));
        }
        return new Sizes(crc.getValue(), channel.position() - begun, deflater.getBytesRead());
    }

    private static ByteBuffer local(byte[] name, boolean large, Instant modified, Sizes sizes) {
        int extra = 9 + (large ? 20 : 0);
        var header = buffer(30 + name.length + extra);
        header.putInt(0x0403_4b50).putShort((short) (large ? 45 : 20));
        common(header, modified, sizes, large);
        header.putShort((short) name.length).putShort((short) extra).put(name);
        if (large) {
            header.putShort((short) 1)
                    .putShort((short) 16)
                    .putLong(sizes.plain())
                    .putLong(sizes.packed());
        }
        return time(header, modified).flip();
    }

    private static byte[] central(byte[] name, int mode, Instant modified, Sizes sizes, long at) {
        boolean large = sizes.plain() > LARGEST_32 || sizes.packed() > LARGEST_32 || at > LARGEST_32;
        int extra = 9 + (large ? 28 : 0);
        var header = buffer(46 + name.length + extra);
        header.putInt(0x0201_4b50).putShort((short) (UNIX | 45)).putShort((short) (large ? 45 : 20));
        common(header, modified, sizes, large);
        header.putShort((short) name.length).putShort((short) extra);
        header.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        header.putInt((0100000 | mode) << 16).putInt(large ? -1 : (int) at).put(name);
        if (large) {
            header.putShort((short) 1).putShort((short) 24);
            header.putLong(sizes.plain()).putLong(sizes.packed()).putLong(at);
        }
        return time(header, modified).array();
    }

    private static void common(ByteBuffer header, Instant modified, Sizes sizes, boolean large) {
        var local = modified.atZone(ZoneId.systemDefault());
        int year = Math.clamp(local.getYear() - 1980, 0, 127);
        header.putShort((short) UTF8_NAME).putShort((short) 8);
        header.putShort((short) ((local.getHour() << 11) | (local.getMinute() << 5) | (local.getSecond() / 2)));
        header.putShort((short) ((year << 9) | (local.getMonthValue() << 5) | local.getDayOfMonth()));
        header.putInt((int) sizes.crc());
        header.putInt(large ? -1 : (int) sizes.packed()).putInt(large ? -1 : (int) sizes.plain());
    }

    /** The extended timestamp: seconds since 1970, where the header's own is local time in steps of two seconds. */
    private static ByteBuffer time(ByteBuffer header, Instant modified) {
        header.putShort((short) 0x5455).putShort((short) 5).put((byte) 1);
        return header.putInt(Math.clamp(modified.getEpochSecond(), 0, Integer.MAX_VALUE));
    }

    @Override
    public void finish() throws IOException {
        deflater.end();
        long at = channel.position();
        long size = directory.size();
        write(ByteBuffer.wrap(directory.toByteArray()));
        boolean large = entries > 0xFFFE || at > LARGEST_32 || at + size > LARGEST_32;
        if (large) {
            var end = buffer(56 + 20);
            end.putInt(0x0606_4b50).putLong(44).putShort((short) (UNIX | 45)).putShort((short) 45);
            end.putInt(0)
                    .putInt(0)
                    .putLong(entries)
                    .putLong(entries)
                    .putLong(size)
                    .putLong(at);
            end.putInt(0x0706_4b50).putInt(0).putLong(at + size).putInt(1);
            write(end.flip());
        }
        var end = buffer(22).putInt(0x0605_4b50).putShort((short) 0).putShort((short) 0);
        short count = (short) (large ? -1 : entries);
        end.putShort(count).putShort(count);
        end.putInt(large ? -1 : (int) size).putInt(large ? -1 : (int) at).putShort((short) 0);
        write(end.flip());
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
