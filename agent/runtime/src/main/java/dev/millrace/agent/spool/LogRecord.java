package dev.millrace.agent.spool;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One change in a log. On disk: length and checksum of what follows, length of the key, the key, and the value, or nothing where the key is removed.
 *
 * @param value absent: the key is removed
 */
record LogRecord(String key, byte @Nullable [] value) {
    private static final int HEAD = 8;
    private static final int REMOVED = 1 << 31;

    void apply(Map<String, byte[]> live) {
        if (value == null) {
            live.remove(key);
        } else {
            live.put(key, value);
        }
    }

    ByteBuffer encoded() {
        var name = key.getBytes(StandardCharsets.UTF_8);
        int length = value == null ? 0 : value.length;
        var bytes = ByteBuffer.allocate(HEAD + 4 + name.length + length);
        bytes.position(HEAD).putInt(value == null ? name.length | REMOVED : name.length);
        bytes.put(name);
        if (value != null) {
            bytes.put(value);
        }
        bytes.putInt(0, bytes.capacity() - HEAD).putInt(4, checksum(bytes.slice(HEAD, bytes.capacity() - HEAD)));
        return bytes.flip();
    }

    /** Takes the next one; empty at the end, and where it was not written whole. */
    static Optional<LogRecord> read(ByteBuffer from) {
        if (from.remaining() < HEAD + 4) {
            return Optional.empty();
        }
        int length = from.getInt();
        int checksum = from.getInt();
        if (length < 4 || length > from.remaining()) {
            return Optional.empty();
        }
        var body = from.slice(from.position(), length);
        from.position(from.position() + length);
        if (checksum(body.duplicate()) != checksum) {
            return Optional.empty();
        }
        int name = body.getInt();
        boolean removed = (name & REMOVED) != 0;
        var key = new byte[name & ~REMOVED];
        body.get(key);
        var value = new byte[body.remaining()];
        body.get(value);
        return Optional.of(new LogRecord(new String(key, StandardCharsets.UTF_8), removed ? null : value));
    }

    private static int checksum(ByteBuffer bytes) {
        var checksum = new CRC32C();
        checksum.update(bytes);
        return (int) checksum.getValue();
    }
}
