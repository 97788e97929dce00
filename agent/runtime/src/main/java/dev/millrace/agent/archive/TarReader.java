package dev.millrace.agent.archive;

import dev.millrace.agent.workspace.FileFault;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads ustar, pax and GNU tar files. Headers have bounds; what cannot be understood is a fault that says so. */
final class TarReader {
    private static final int LONGEST_HEADER = 1 << 20;

    private final InputStream in;
    private final Charset fallback;
    private final String name;
    private final Map<String, String> global = new HashMap<>();
    private long left;
    private int padding;

    /**
     * @param name of the archive, for messages
     * @param fallback of names that are not UTF-8
     */
    TarReader(InputStream in, Charset fallback, String name) {
        this.in = in;
        this.fallback = fallback;
        this.name = name;
    }

    /**
     * An entry.
     *
     * @param type as in the header: {@code 0} file, {@code 1} hard link, {@code 2} symbolic link, {@code 5} directory, ...
     */
    record Entry(String path, char type, int mode, Instant modified, long size, String link) {}

    /** The next entry; its content is read with {@link #content} or skipped. Empty at the end. */
    Optional<Entry> next() throws IOException, FileFault {
        var extended = new HashMap<>(global);
        while (true) {
            skipRest();
            var header = in.readNBytes(TarWriter.BLOCK);
            if (header.length == 0 || isZero(header)) {
                return Optional.empty();
            }
            if (header.length < TarWriter.BLOCK) {
                throw bad("it ends in the middle of a header");
            }
            check(header);
            long size = number(header, 124, 12);
            char type = (char) (header[156] & 0xFF);
            switch (type) {
                case 'x', 'g' -> {
                    begin(size);
                    records(type == 'x' ? extended : global);
                    if (type == 'g') {
                        extended.putAll(global);
                    }
                }
                case 'L', 'K' -> {
                    begin(size);
                    extended.put(type == 'L' ? "path" : "linkpath", text(header(size)));
                }
                default -> {
                    return Optional.of(entry(header, type, size, extended));
                }
            }
        }
    }

    private Entry entry(byte[] header, char type, long size, Map<String, String> extended) throws FileFault {
        long real = extended.containsKey("size") ? decimal(extended.get("size")) : size;
        boolean hasContent = type == '0' || type == 0 || type == '7';
        begin(hasContent || !"123456".contains(String.valueOf(type)) ? real : 0);
        var prefix = text(slice(header, 345, 155));
        var plain = text(slice(header, 0, 100));
        boolean ustar = header[257] == 'u' && header[262] == 0;
        var path = extended.getOrDefault("path", ustar && !prefix.isEmpty() ? prefix + "/" + plain : plain);
        char kind = type == 0 || type == '7' ? '0' : type;
        if (kind == '0' && path.endsWith("/")) {
            kind = '5'; // as before POSIX
        }
        return new Entry(
                path,
                kind,
                (int) (number(header, 100, 8) & 0777),
                Instant.ofEpochSecond(Math.clamp(number(header, 136, 12), 0, 253_402_300_799L)),
                real,
                extended.getOrDefault("linkpath", text(slice(header, 157, 100))));
    }

    /** Content of the entry that was read last. */
    InputStream content() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int count = in.read(bytes, offset, (int) Math.min(length, left));
                if (count < 0) {
                    throw new EOFException(name + " ends in the middle of a file");
                }
                left -= count;
                return count;
            }
        };
    }

    private void begin(long size) throws FileFault {
        if (size < 0) {
            throw bad("a size is less than nothing");
        }
        left = size;
        padding = (int) ((TarWriter.BLOCK - size % TarWriter.BLOCK) % TarWriter.BLOCK);
    }

    private void skipRest() throws IOException {
        in.skipNBytes(left);
        in.skipNBytes(padding);
        left = 0;
        padding = 0;
    }

    private byte[] header(long size) throws IOException, FileFault {
        if (size > LONGEST_HEADER) {
            throw bad("a header has %d bytes".formatted(size));
        }
        return content().readNBytes((int) size);
    }

    private void records(Map<String, String> into) throws IOException, FileFault {
        var bytes = header(left);
        int at = 0;
        while (at < bytes.length && bytes[at] != 0) {
            int space = at;
            while (space < bytes.length && bytes[space] != ' ') {
                space++;
            }
            long length = decimal(new String(bytes, at, space - at, StandardCharsets.US_ASCII));
            int end = (int) Math.min(at + length, Integer.MAX_VALUE);
            if (end > bytes.length || end <= space + 1) {
                throw bad("a pax header is damaged");
            }
            var record = text(java.util.Arrays.copyOfRange(bytes, space + 1, end - 1));
            int equals = record.indexOf('=');
            if (equals > 0) {
                into.put(record.substring(0, equals), record.substring(equals + 1));
            }
            at = end;
        }
    }

    private void check(byte[] header) throws FileFault {
        int sum = 8 * ' ';
        for (int i = 0; i < header.length; i++) {
            if (i < 148 || i >= 156) {
                sum += header[i] & 0xFF;
            }
        }
        if (sum != number(header, 148, 8)) {
            throw bad("the checksum of a header is wrong");
        }
    }

    private static boolean isZero(byte[] block) {
        for (var b : block) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Octal digits, or GNU's binary form that begins with a set bit. */
    private long number(byte[] header, int at, int length) throws FileFault {
        if ((header[at] & 0x80) != 0) {
            long value = header[at] & 0x3F;
            for (int i = 1; i < length; i++) {
                if (value > Long.MAX_VALUE >> 8) {
                    throw bad("a number is too large");
                }
                value = (value << 8) | (header[at + i] & 0xFF);
            }
            return value;
        }
        long value = 0;
        for (int i = at; i < at + length; i++) {
            int digit = header[i] - '0';
            if (digit >= 0 && digit < 8) {
                value = (value << 3) | digit;
            } else if (header[i] != 0 && header[i] != ' ') {
                throw bad("a number is not octal");
            }
        }
        return value;
    }

    private long decimal(String digits) throws FileFault {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw bad("a pax header has '%s' for a number".formatted(digits));
        }
    }

    private static byte[] slice(byte[] header, int at, int length) {
        return java.util.Arrays.copyOfRange(header, at, at + length);
    }

    /** Up to the first zero, as UTF-8 where it is. */
    private String text(byte[] bytes) {
        int length = 0;
        while (length < bytes.length && bytes[length] != 0) {
            length++;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, 0, length, fallback);
        }
    }

    private FileFault bad(String what) {
        return new FileFault("bad-archive", "%s is not a tar file that can be read: %s".formatted(name, what), name);
    }
}
