package dev.millrace.agent.supervisor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/** The calls of the C library that make mounts and files in memory. Results: negative is -errno. */
final class MountCalls {
    private static final int CLOSE_ON_EXEC = 1;
    private static final int DUPLICATE = 1030; // F_DUPFD_CLOEXEC
    /** Above all numbers that a launcher's descriptors get. */
    private static final int HIGH = 64;

    private final Libc libc;
    private final MethodHandle unshare;
    private final MethodHandle mount;
    private final MethodHandle unmount;
    private final MethodHandle memory;
    private final MethodHandle write;
    private final MethodHandle seek;

    MountCalls(Libc libc) {
        this.libc = libc;
        unshare = libc.find("unshare", JAVA_INT, JAVA_INT);
        mount = libc.find("mount", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS);
        unmount = libc.find("umount2", JAVA_INT, ADDRESS, JAVA_INT);
        memory = libc.find("memfd_create", JAVA_INT, ADDRESS, JAVA_INT);
        write = libc.find("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
        seek = libc.find("lseek", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_INT);
    }

    int unshare(int flags) {
        try (var arena = Arena.ofConfined()) {
            var state = Libc.state(arena);
            return Libc.result((int) unshare.invokeExact(state, flags), state);
        } catch (Throwable t) {
            throw Libc.broken("unshare", t);
        }
    }

    int mount(Arena arena, String source, String target, String type, long flags, String data) {
        try {
            var state = Libc.state(arena);
            var kind = text(arena, type);
            var more = text(arena, data);
            int result = (int) mount.invokeExact(state, text(arena, source), text(arena, target), kind, flags, more);
            return Libc.result(result, state);
        } catch (Throwable t) {
            throw Libc.broken("mount", t);
        }
    }

    int unmount(String target, int flags) {
        try (var arena = Arena.ofConfined()) {
            var state = Libc.state(arena);
            return Libc.result((int) unmount.invokeExact(state, text(arena, target), flags), state);
        } catch (Throwable t) {
            throw Libc.broken("umount2", t);
        }
    }

    /** A descriptor from which these bytes can be read once; not inherited by itself. */
    int memory(byte[] content) {
        try (var arena = Arena.ofConfined()) {
            var state = Libc.state(arena);
            int low = (int) memory.invokeExact(state, text(arena, "millrace"), CLOSE_ON_EXEC);
            var bytes = arena.allocate(Math.max(1, content.length));
            MemorySegment.copy(content, 0, bytes, java.lang.foreign.ValueLayout.JAVA_BYTE, 0, content.length);
            for (long done = 0; done < content.length; ) {
                long count = (long) write.invokeExact(state, low, bytes.asSlice(done), content.length - done);
                if (count < 0) {
                    libc.close(low);
                    throw new IllegalStateException("A file in memory cannot be written");
                }
                done += count;
            }
            long _ = (long) seek.invokeExact(state, low, 0L, 0);
            int high = high(low);
            libc.close(low);
            return high;
        } catch (Throwable t) {
            throw Libc.broken("memfd_create", t);
        }
    }

    /** The same as a descriptor, with a number above all that a launcher's get; not inherited by itself. */
    int high(int low) {
        int high = libc.control(low, DUPLICATE, HIGH);
        if (high < 0) {
            throw new IllegalStateException("No descriptor is left: " + libc.describe(-high));
        }
        return high;
    }

    private static MemorySegment text(Arena arena, String text) {
        return text.isEmpty() ? MemorySegment.NULL : arena.allocateFrom(text, StandardCharsets.UTF_8);
    }
}
