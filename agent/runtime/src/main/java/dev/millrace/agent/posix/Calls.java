package dev.millrace.agent.posix;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;

/** The calls of the C library, with the memory that they work in. For one thread at a time. */
@SuppressWarnings("restricted") // calls into the C library, for which the agent is started with native access
final class Calls {
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_REMOVEDIR = 0x200;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int BUFFER = 256 << 10;

    private static final int EINTR = 4;
    private static final int EINVAL = 22;
    private static final int ENAMETOOLONG = 36;
    private static final int STATX_BASIC = 0x7ff;
    private static final VarHandle ERRNO_VALUE =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private final Arena arena = Arena.ofAuto();
    private final MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
    private final MemorySegment first = arena.allocate(8 << 10);
    private final MemorySegment second = arena.allocate(8 << 10);
    private final MemorySegment times = arena.allocate(32, 8);
    private final MemorySegment stat = arena.allocate(256, 8);
    private final MemorySegment buffer = arena.allocate(BUFFER, 8);

    /** What a call does; its result is negative where it failed. */
    @FunctionalInterface
    private interface Call {
        long make() throws Throwable;
    }

    int open(int directory, String name, int flags, int mode) throws PosixFault {
        var path = text(name, first);
        return (int) call("open", name, () -> (int) Functions.OPENAT.invokeExact(state, directory, path, flags, mode));
    }

    int open(int directory, byte[] name, int flags) throws PosixFault {
        var path = text(name, first);
        return (int) call("open", "", () -> (int) Functions.OPENAT.invokeExact(state, directory, path, flags, 0));
    }

    void close(int descriptor) {
        try {
            int ignored = (int) Functions.CLOSE.invokeExact(state, descriptor);
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    /** The user who owns an entry. */
    int owner(int directory, byte[] name, int flags) throws PosixFault {
        var path = text(name, first);
        call("stat", "", () -> (int) Functions.STATX.invokeExact(state, directory, path, flags, STATX_BASIC, stat));
        return stat.get(JAVA_INT, 20);
    }

    Stat stat(int directory, String name, int flags) throws PosixFault {
        var path = text(name, first);
        call("stat", name, () -> (int) Functions.STATX.invokeExact(state, directory, path, flags, STATX_BASIC, stat));
        int mode = Short.toUnsignedInt(stat.get(JAVA_SHORT, 28));
        var type = switch (mode & 0170000) {
            case 0100000 -> Stat.Type.FILE;
            case 0040000 -> Stat.Type.DIRECTORY;
            case 0120000 -> Stat.Type.LINK;
            case 0010000 -> Stat.Type.FIFO;
            case 0140000 -> Stat.Type.SOCKET;
            default -> Stat.Type.DEVICE;
        };
        long device = (long) stat.get(JAVA_INT, 136) << 32 | Integer.toUnsignedLong(stat.get(JAVA_INT, 140));
        return new Stat(
                type, mode & 07777, stat.get(JAVA_LONG, 40), time(112), time(96), device, stat.get(JAVA_LONG, 32));
    }

    private Time time(long offset) {
        return new Time(stat.get(JAVA_LONG, offset), stat.get(JAVA_INT, offset + 8));
    }

    /** Entries of a directory into the buffer; 0 at the end. */
    long entries(int directory) throws PosixFault {
        return call("list", ".", () -> (long) Functions.GETDENTS.invokeExact(state, directory, buffer, (long) BUFFER));
    }

    /** The name of the entry at an offset of the buffer. */
    byte[] name(long offset, int length) {
        int end = 19;
        while (end < length && buffer.get(JAVA_BYTE, offset + end) != 0) {
            end++;
        }
        return buffer.asSlice(offset + 19, end - 19).toArray(JAVA_BYTE);
    }

    int recordLength(long offset) {
        return Short.toUnsignedInt(buffer.get(JAVA_SHORT, offset + 16));
    }

    int read(int descriptor, byte[] into, int offset, int length) throws PosixFault {
        int most = Math.min(length, BUFFER);
        int count =
                (int) call("read", "", () -> (long) Functions.READ.invokeExact(state, descriptor, buffer, (long) most));
        MemorySegment.copy(buffer, JAVA_BYTE, 0, into, offset, count);
        return count;
    }

    void write(int descriptor, byte[] from, int offset, int length) throws PosixFault {
        int done = 0;
        while (done < length) {
            int most = Math.min(length - done, BUFFER);
            MemorySegment.copy(from, offset + done, buffer, JAVA_BYTE, 0, most);
            done += (int)
                    call("write", "", () -> (long) Functions.WRITE.invokeExact(state, descriptor, buffer, (long) most));
        }
    }

    byte[] readLink(int directory, String name) throws PosixFault {
        var path = text(name, first);
        long length = call(
                "readlink", name, () -> (long) Functions.READLINK.invokeExact(state, directory, path, buffer, 8192L));
        return buffer.asSlice(0, length).toArray(JAVA_BYTE);
    }

    void symlink(String target, int directory, String name) throws PosixFault {
        var to = text(target, first);
        var path = text(name, second);
        call("symlink", name, () -> (int) Functions.SYMLINK.invokeExact(state, to, directory, path));
    }

    void makeDirectory(int directory, String name, int mode) throws PosixFault {
        var path = text(name, first);
        call("mkdir", name, () -> (int) Functions.MKDIR.invokeExact(state, directory, path, mode));
    }

    void unlink(int directory, byte[] name, int flags) throws PosixFault {
        var path = text(name, first);
        call("remove", new String(name, StandardCharsets.UTF_8), () ->
                (int) Functions.UNLINK.invokeExact(state, directory, path, flags));
    }

    void rename(int directory, String from, String to) throws PosixFault {
        var old = text(from, first);
        var now = text(to, second);
        call("rename", to, () -> (int) Functions.RENAME.invokeExact(state, directory, old, directory, now));
    }

    void mode(int descriptor, int mode) throws PosixFault {
        call("chmod", "", () -> (int) Functions.FCHMOD.invokeExact(state, descriptor, mode));
    }

    void owner(int directory, byte[] name, int user, int flags) throws PosixFault {
        var path = text(name, first);
        call("chown", "", () -> (int) Functions.FCHOWNAT.invokeExact(state, directory, path, user, user, flags));
    }

    void modified(int descriptor, Time time) throws PosixFault {
        var both = both(time);
        call("utime", "", () -> (int) Functions.FUTIMENS.invokeExact(state, descriptor, both));
    }

    void modified(int directory, String name, Time time) throws PosixFault {
        var path = text(name, first);
        var both = both(time);
        call("utime", name, () ->
                (int) Functions.UTIMENSAT.invokeExact(state, directory, path, both, AT_SYMLINK_NOFOLLOW));
    }

    private MemorySegment both(Time time) {
        for (int offset = 0; offset < 32; offset += 16) {
            times.set(JAVA_LONG, offset, time.seconds());
            times.set(JAVA_LONG, offset + 8, time.nanos());
        }
        return times;
    }

    private static MemorySegment text(String text, MemorySegment into) throws PosixFault {
        if (text.indexOf('\0') >= 0) {
            throw new PosixFault("use", "a name with a zero in it", EINVAL, "Invalid argument");
        }
        return text(text.getBytes(StandardCharsets.UTF_8), into);
    }

    private static MemorySegment text(byte[] bytes, MemorySegment into) throws PosixFault {
        if (bytes.length >= into.byteSize()) {
            throw new PosixFault(
                    "use", "a name of %d bytes".formatted(bytes.length), ENAMETOOLONG, "File name too long");
        }
        MemorySegment.copy(bytes, 0, into, JAVA_BYTE, 0, bytes.length);
        into.set(JAVA_BYTE, bytes.length, (byte) 0);
        return into;
    }

    private long call(String what, String name, Call call) throws PosixFault {
        try {
            while (true) {
                long result = call.make();
                if (result >= 0) {
                    return result;
                }
                int number = (int) ERRNO_VALUE.get(state, 0L);
                if (number != EINTR) {
                    var words = (MemorySegment) Functions.STRERROR.invokeExact(state, number);
                    throw new PosixFault(
                            what, name, number, words.reinterpret(256).getString(0));
                }
            }
        } catch (PosixFault e) {
            throw e;
        } catch (Throwable t) {
            throw broken(t);
        }
    }

    private static RuntimeException broken(Throwable cause) {
        return new IllegalStateException("The C library cannot be called", cause);
    }
}
