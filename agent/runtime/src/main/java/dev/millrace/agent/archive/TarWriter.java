package dev.millrace.agent.archive;

import dev.millrace.agent.workspace.FileFault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes ustar headers, with a pax header before those whose path, link or size does not fit. Owners are left out: they mean nothing elsewhere. */
final class TarWriter implements ArchiveWriter {
    static final int BLOCK = 512;
    private static final int NAME_BYTES = 100;
    private static final long LARGEST_OCTAL = 0777_7777_7777L; // eleven digits: 8 GiB - 1

    private final OutputStream out;
    private final byte[] buffer = new byte[1 << 16];

    /** @param out not closed here */
    TarWriter(OutputStream out) {
        this.out = out;
    }

    @Override
    public void file(String path, Path file, int mode, Instant modified)
            throws IOException, FileFault, InterruptedException {
        long size = Files.size(file);
        try (var in = Files.newInputStream(file)) {
            header(path, "", '0', mode, size, modified);
            for (long left = size; left > 0; ) {
                Archives.checkInterrupt();
                int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                if (count < 0) {
                    throw new FileFault("io", "%s became shorter while it was packed".formatted(path), path);
                }
                out.write(buffer, 0, count);
                left -= count;
            }
        }
        pad(size);
    }

    @Override
    public boolean keepsLinks() {
        return true;
    }

    @Override
    public void link(String path, String target, Instant modified) throws IOException {
        header(path, target, '2', 0777, 0, modified);
    }

    @Override
    public void finish() throws IOException {
        out.write(new byte[2 * BLOCK]);
        out.flush();
    }

    private void header(String path, String link, char type, int mode, long size, Instant modified) throws IOException {
        var records = new LinkedHashMap<String, String>();
        if (!fits(path)) {
            records.put("path", path);
        }
        if (!fits(link)) {
            records.put("linkpath", link);
        }
        if (size > LARGEST_OCTAL) {
            records.put("size", Long.toString(size));
        }
        if (!records.isEmpty()) {
            var extended = extended(records);
            block("PaxHeader/" + path, "", 'x', 0644, extended.length, modified);
            out.write(extended);
            pad(extended.length);
        }
        block(path, link, type, mode, Math.min(size, LARGEST_OCTAL), modified);
    }

    private static boolean fits(String name) {
        return name.length() <= NAME_BYTES && name.chars().allMatch(c -> c < 128);
    }

    private void block(String path, String link, char type, int mode, long size, Instant modified) throws IOException {
        var header = new byte[BLOCK];
        put(header, 0, NAME_BYTES, path);
        octal(header, 100, 8, mode);
        octal(header, 108, 8, 0);
        octal(header, 116, 8, 0);
        octal(header, 124, 12, size);
        octal(header, 136, 12, Math.clamp(modified.getEpochSecond(), 0, LARGEST_OCTAL));
        Arrays.fill(header, 148, 156, (byte) ' ');
        header[156] = (byte) type;
        put(header, 157, NAME_BYTES, link);
        put(header, 257, 8, "ustar\00000");
        int sum = 0;
        for (var b : header) {
            sum += b & 0xFF;
        }
        put(header, 148, 8, "%06o\0 ".formatted(sum));
        out.write(header);
    }

    /** Records of "LENGTH KEY=VALUE\n", where LENGTH counts itself. */
    private static byte[] extended(Map<String, String> records) {
        var bytes = new ByteArrayOutputStream();
        records.forEach((key, value) -> {
            var tail = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8);
            int length = tail.length + 1;
            while (Integer.toString(length).length() + tail.length > length) {
                length++;
            }
            bytes.writeBytes(Integer.toString(length).getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(tail);
        });
        return bytes.toByteArray();
    }

    private static void put(byte[] header, int at, int most, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, header, at, Math.min(bytes.length, most));
    }

    private static void octal(byte[] header, int at, int length, long value) {
        put(header, at, length, ("%0" + (length - 1) + "o").formatted(value));
    }

    private void pad(long size) throws IOException {
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }
}
