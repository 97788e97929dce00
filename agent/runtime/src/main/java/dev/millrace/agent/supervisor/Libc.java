package dev.millrace.agent.supervisor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The calls of the C library that starting, watching and killing processes takes. 64-bit Linux with glibc 2.34 or newer. Results: negative is -errno. */
@SuppressWarnings(
        "restricted") // these are calls into the C library, which is why the JVM is started with native access
final class Libc {
    static final int SIGKILL = 9;
    static final int SIGTERM = 15;
    static final int SIGSTOP = 19;
    static final int EINTR = 4;
    static final int ESRCH = 3;
    static final int ECHILD = 10;
    static final int EAGAIN = 11;

    static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final VarHandle ERRNO_VALUE =
            Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final int CLOCK_BOOTTIME = 7;
    private static final int PR_SET_CHILD_SUBREAPER = 36;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_NONBLOCK = 04000;
    private static final int F_SETFL = 4;
    private static final short POLLIN = 1;
    private static final int P_ALL = 0;
    private static final int WEXITED = 4;
    private static final int WNOWAIT = 0x01000000;
    private static final int WNOHANG = 1;
    private static final long SI_PID = 16;
    private static final long RUSAGE_MAXRSS = 32;

    private final Linker linker = Linker.nativeLinker();
    private final MethodHandle clockGettime = find("clock_gettime", JAVA_INT, JAVA_INT, ADDRESS);
    private final MethodHandle setsid = find("setsid", JAVA_INT);
    private final MethodHandle kill = find("kill", JAVA_INT, JAVA_INT, JAVA_INT);
    private final MethodHandle prctl = linker.downcallHandle(
            linker.defaultLookup().findOrThrow("prctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG),
            ERRNO,
            Linker.Option.firstVariadicArg(1));
    private final MethodHandle pipe2 = find("pipe2", JAVA_INT, ADDRESS, JAVA_INT);
    private final MethodHandle fcntl = linker.downcallHandle(
            linker.defaultLookup().findOrThrow("fcntl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
            ERRNO,
            Linker.Option.firstVariadicArg(2));
    private final MethodHandle eventfd = find("eventfd", JAVA_INT, JAVA_INT, JAVA_INT);
    private final MethodHandle read = find("read", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle readAtOnce = linker.downcallHandle(
            linker.defaultLookup().findOrThrow("read"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG),
            ERRNO,
            Linker.Option.critical(true));
    private final MethodHandle write = find("write", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG);
    private final MethodHandle close = find("close", JAVA_INT, JAVA_INT);
    private final MethodHandle poll = find("poll", JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private final MethodHandle waitid = find("waitid", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private final MethodHandle wait4 = find("wait4", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS);
    private final MethodHandle strerror = find("strerror", ADDRESS, JAVA_INT);

    /** A child that ended, with what it and the children it waited for used. */
    record Reaped(int status, long cpuMillis, long peakMemoryBytes) {}

    static boolean present() {
        var lookup = Linker.nativeLinker().defaultLookup();
        return System.getProperty("os.name").equals("Linux")
                && ADDRESS.byteSize() == 8
                && lookup.find("posix_spawn_file_actions_addclosefrom_np").isPresent()
                && lookup.find("posix_spawn_file_actions_addchdir_np").isPresent();
    }

    MethodHandle find(String name, MemoryLayout result, MemoryLayout... arguments) {
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments), ERRNO);
    }

    long bootNanos() {
        try (var arena = Arena.ofConfined()) {
            var time = arena.allocate(16);
            check("clock_gettime", (int) clockGettime.invokeExact(state(arena), CLOCK_BOOTTIME, time), arena);
            return time.get(JAVA_LONG, 0) * 1_000_000_000L + time.get(JAVA_LONG, 8);
        } catch (Throwable t) {
            throw broken("clock_gettime", t);
        }
    }

    /** Makes this process the leader of a session of its own; a leader already stays what it is. */
    void newSession() {
        try (var arena = Arena.ofConfined()) {
            int ignored = (int) setsid.invokeExact(state(arena));
        } catch (Throwable t) {
            throw broken("setsid", t);
        }
    }

    /** From now on orphans among this process's descendants become its children. */
    void adoptOrphans() {
        try (var arena = Arena.ofConfined()) {
            check("prctl", (int) prctl.invokeExact(state(arena), PR_SET_CHILD_SUBREAPER, 1L), arena);
        } catch (Throwable t) {
            throw broken("prctl", t);
        }
    }

    int kill(int pid, int signal) {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            return result((int) kill.invokeExact(state, pid, signal), state);
        } catch (Throwable t) {
            throw broken("kill", t);
        }
    }

    /** A pipe that children do not inherit: {read end, write end}; reading does not block. */
    int[] pipe() {
        try (var arena = Arena.ofConfined()) {
            var ends = arena.allocate(8);
            check("pipe2", (int) pipe2.invokeExact(state(arena), ends, O_CLOEXEC), arena);
            int reading = ends.get(JAVA_INT, 0);
            check("fcntl", (int) fcntl.invokeExact(state(arena), reading, F_SETFL, O_NONBLOCK), arena);
            return new int[] {reading, ends.get(JAVA_INT, 4)};
        } catch (Throwable t) {
            throw broken("pipe2", t);
        }
    }

    int control(int fd, int command, int argument) {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            return result((int) fcntl.invokeExact(state, fd, command, argument), state);
        } catch (Throwable t) {
            throw broken("fcntl", t);
        }
    }

    /** Reading waits from now on. */
    void blocking(int fd) {
        int _ = control(fd, F_SETFL, 0);
    }

    int event() {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            int fd = (int) eventfd.invokeExact(state, 0, O_CLOEXEC | O_NONBLOCK);
            if (fd < 0) {
                throw new IllegalStateException("eventfd: " + describe(errno(state)));
            }
            return fd;
        } catch (Throwable t) {
            throw broken("eventfd", t);
        }
    }

    void signal(int event) {
        try (var arena = Arena.ofConfined()) {
            var one = arena.allocateFrom(JAVA_LONG, 1L);
            long ignored = (long) write.invokeExact(state(arena), event, one, 8L);
        } catch (Throwable t) {
            throw broken("write", t);
        }
    }

    /** Reads what is there into an array; for a descriptor that does not block, since nothing in this JVM can stop meanwhile. */
    long readAtOnce(int fd, byte[] target) {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            long count = (long) readAtOnce.invokeExact(state, fd, MemorySegment.ofArray(target), (long) target.length);
            return count < 0 ? -errno(state) : count;
        } catch (Throwable t) {
            throw broken("read", t);
        }
    }

    long read(int fd, MemorySegment buffer) {
        try (var arena = Arena.ofConfined()) {
            var state = state(arena);
            long count = (long) read.invokeExact(state, fd, buffer, buffer.byteSize());
            return count < 0 ? -errno(state) : count;
        } catch (Throwable t) {
            throw broken("read", t);
        }
    }

    void close(int fd) {
        try (var arena = Arena.ofConfined()) {
            int ignored = (int) close.invokeExact(state(arena), fd);
        } catch (Throwable t) {
            throw broken("close", t);
        }
    }

    /** Waits until one of the two has something to read; a negative one is left out. */
    void awaitReadable(int one, int other) {
        try (var arena = Arena.ofConfined()) {
            var fds = arena.allocate(16, 8);
            fds.set(JAVA_INT, 0, one);
            fds.set(JAVA_SHORT, 4, POLLIN);
            fds.set(JAVA_INT, 8, other);
            fds.set(JAVA_SHORT, 12, POLLIN);
            int ignored = (int) poll.invokeExact(state(arena), fds, 2L, -1);
        } catch (Throwable t) {
            throw broken("poll", t);
        }
    }

    /** Waits until a child has ended and leaves it as it is; its process id, or -errno. */
    int awaitEnded() {
        try (var arena = Arena.ofConfined()) {
            var info = arena.allocate(128, 8);
            var state = state(arena);
            int result = result((int) waitid.invokeExact(state, P_ALL, 0, info, WEXITED | WNOWAIT), state);
            return result < 0 ? result : info.get(JAVA_INT, SI_PID);
        } catch (Throwable t) {
            throw broken("waitid", t);
        }
    }

    /** Takes the status of a child that has ended. */
    Reaped reap(int pid) {
        try (var arena = Arena.ofConfined()) {
            var status = arena.allocate(4);
            var usage = arena.allocate(144, 8);
            int ignored = (int) wait4.invokeExact(state(arena), pid, status, WNOHANG, usage);
            long micros = 1_000_000 * (usage.get(JAVA_LONG, 0) + usage.get(JAVA_LONG, 16))
                    + usage.get(JAVA_LONG, 8)
                    + usage.get(JAVA_LONG, 24);
            return new Reaped(status.get(JAVA_INT, 0), micros / 1000, usage.get(JAVA_LONG, RUSAGE_MAXRSS) * 1024);
        } catch (Throwable t) {
            throw broken("wait4", t);
        }
    }

    String describe(int errno) {
        try (var arena = Arena.ofConfined()) {
            var text = (MemorySegment) strerror.invokeExact(state(arena), Math.abs(errno));
            return text.reinterpret(256).getString(0);
        } catch (Throwable t) {
            throw broken("strerror", t);
        }
    }

    static MemorySegment state(Arena arena) {
        return arena.allocate(Linker.Option.captureStateLayout());
    }

    static int result(int value, MemorySegment state) {
        return value < 0 ? -errno(state) : value;
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO_VALUE.get(state, 0L);
    }

    private static void check(String call, int result, Arena arena) {
        if (result < 0) {
            throw new IllegalStateException("%s failed in %s".formatted(call, arena.scope()));
        }
    }

    static RuntimeException broken(String call, Throwable cause) {
        return cause instanceof IllegalStateException known
                ? known
                : new IllegalStateException("The C library's %s cannot be called".formatted(call), cause);
    }
}
