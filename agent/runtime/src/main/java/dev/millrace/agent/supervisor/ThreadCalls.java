package dev.millrace.agent.supervisor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/**
 * Calls that change one thread, not its process. The C library's own would change all threads, so these go to the kernel directly, which has a user for
 * each thread and gives it to the processes that the thread starts.
 */
@SuppressWarnings(
        "restricted") // these are calls into the C library, which is why the JVM is started with native access
final class ThreadCalls {
    private static final int NO_NEW_PRIVILEGES = 38;
    private static final int FILE_BYTES = 1;
    private static final int OPEN_FILES = 7;
    private static final long FAILED = -1;

    /** Numbers of the kernel's calls. */
    private record Numbers(int prctl, int setgroups, int setresuid, int setresgid) {}

    private static final Map<String, Numbers> NUMBERS =
            Map.of("amd64", new Numbers(157, 116, 117, 119), "aarch64", new Numbers(167, 159, 147, 149));

    private final Libc libc;
    private final Numbers numbers;
    private final MethodHandle syscall;
    private final MethodHandle prlimit;

    ThreadCalls(Libc libc) {
        this.libc = libc;
        var known = NUMBERS.get(System.getProperty("os.arch"));
        if (known == null) {
            throw new IllegalStateException("The kernel's calls are not known of " + System.getProperty("os.arch"));
        }
        this.numbers = known;
        this.syscall = Linker.nativeLinker()
                .downcallHandle(
                        Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
                        FunctionDescriptor.of(
                                JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                        Libc.ERRNO,
                        Linker.Option.firstVariadicArg(1));
        this.prlimit = libc.find("prlimit", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
    }

    static boolean known() {
        return NUMBERS.containsKey(System.getProperty("os.arch"));
    }

    /** From now on nothing that the thread starts gains a right by being started. */
    void keepRights() throws IOException {
        call("prctl", numbers.prctl, NO_NEW_PRIVILEGES, 1, 0);
        call("setgroups", numbers.setgroups, 0, 0, 0);
    }

    /** Acts as this user and group; what is started is theirs alone. The thread itself may come back. */
    void become(int user) throws IOException {
        call("setresgid", numbers.setresgid, user, user, 0);
        try {
            call("setresuid", numbers.setresuid, user, user, 0);
        } catch (IOException e) {
            back();
            throw e;
        }
    }

    /** Is root again. A thread that cannot is of no use to anybody. */
    void back() {
        try {
            call("setresuid", numbers.setresuid, 0, 0, 0);
            call("setresgid", numbers.setresgid, 0, 0, 0);
        } catch (IOException e) {
            throw new IllegalStateException("The thread stays another user's", e);
        }
    }

    /** What this process and its later children may have at most: 0 changes nothing. One that is gone is no fault. */
    void limit(int pid, Birth birth) throws IOException {
        limit(pid, OPEN_FILES, birth.openFiles());
        limit(pid, FILE_BYTES, birth.fileBytes());
    }

    private void limit(int pid, int resource, long most) throws IOException {
        if (most == 0) {
            return;
        }
        try (var arena = Arena.ofConfined()) {
            var state = Libc.state(arena);
            var limit = arena.allocateFrom(JAVA_LONG, most, most);
            int result = Libc.result((int) prlimit.invokeExact(state, pid, resource, limit, MemorySegment.NULL), state);
            if (result < 0 && result != -Libc.ESRCH) {
                throw new IOException("A process cannot be limited: " + libc.describe(-result));
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.broken("prlimit", t);
        }
    }

    private void call(String name, int number, long first, long second, long third) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var state = Libc.state(arena);
            long result = (long) syscall.invokeExact(state, (long) number, first, second, third, 0L, 0L);
            if (result == FAILED) {
                throw new IOException("%s: %s".formatted(name, libc.describe(Libc.result(-1, state))));
            }
        } catch (IOException e) {
            throw e;
        } catch (Throwable t) {
            throw Libc.broken(name, t);
        }
    }
}
