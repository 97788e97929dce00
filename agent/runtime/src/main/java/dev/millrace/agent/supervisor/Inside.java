package dev.millrace.agent.supervisor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The process behind walls. Who holds them tells its death by a signal as an exit with 128 and the signal's number, which a program may say for itself. Linux
 * 6.15 and newer tell the two apart, if the process was found while it lived.
 */
final class Inside {
    private static final int SHELLS = 128;
    private static final int OPEN = 434;
    private static final long GET_INFO = 0xc040ff0bL;
    private static final long EXIT = 8;
    private static final int INFO = 64;
    private static final int EXIT_CODE = 60;
    private static final int ROUNDS = 60;
    private static final Duration PAUSE = Duration.ofNanos(250_000);

    /** The calls. */
    @SuppressWarnings(
            "restricted") // these are calls into the C library, which is why the JVM is started with native access
    static final class Calls {
        private final Libc libc;
        private final MethodHandle syscall;
        private final MethodHandle ioctl;

        Calls(Libc libc) {
            this.libc = libc;
            var linker = Linker.nativeLinker();
            this.syscall = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("syscall"),
                    FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                    Libc.ERRNO,
                    Linker.Option.firstVariadicArg(1));
            this.ioctl = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("ioctl"),
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
                    Libc.ERRNO,
                    Linker.Option.firstVariadicArg(2));
        }

        private long open(int pid) {
            try (var arena = Arena.ofConfined()) {
                return (long) syscall.invokeExact(Libc.state(arena), (long) OPEN, (long) pid, 0L);
            } catch (Throwable t) {
                throw Libc.broken("pidfd_open", t);
            }
        }

        /** As of wait; 0 where the kernel does not tell. */
        private int status(int descriptor) {
            try (var arena = Arena.ofConfined()) {
                var info = arena.allocate(INFO, 8);
                info.set(JAVA_LONG, 0, EXIT);
                int result = (int) ioctl.invokeExact(Libc.state(arena), descriptor, GET_INFO, info);
                return result == 0 && (info.get(JAVA_LONG, 0) & EXIT) != 0 ? info.get(JAVA_INT, EXIT_CODE) : 0;
            } catch (Throwable t) {
                throw Libc.broken("ioctl", t);
            }
        }
    }

    private final Calls calls;
    private final int descriptor;

    private Inside(Calls calls, int descriptor) {
        this.calls = calls;
        this.descriptor = descriptor;
    }

    /** The child of a walls' first process, as soon as there is one; empty where it was not found in a few milliseconds. */
    static Optional<Inside> below(int first, Calls calls) {
        var children = Path.of("/proc/%d/task/%d/children".formatted(first, first));
        for (int round = 0; round < ROUNDS; round++) {
            String found;
            try {
                found = Files.readString(children).strip();
            } catch (IOException e) {
                return Optional.empty(); // it has ended, or the kernel does not tell
            }
            if (!found.isEmpty()) {
                long descriptor = calls.open(Integer.parseInt(found.split(" ", 2)[0]));
                return descriptor < 0 ? Optional.empty() : Optional.of(new Inside(calls, (int) descriptor));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return Optional.empty();
    }

    /** What the holder of the walls meant. To be asked once, after the end. */
    ExitStatus meant(ExitStatus told) {
        try {
            int signal = told.code() > SHELLS ? calls.status(descriptor) & 0x7f : 0;
            return signal != 0 && signal == told.code() - SHELLS
                    ? new ExitStatus(0, signal, told.cpuMillis(), told.peakMemoryBytes())
                    : told;
        } finally {
            calls.libc.close(descriptor);
        }
    }
}
