package dev.millrace.evaluator.confinement;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** Gives up what this process will not need again. Called once, before anything that a stranger wrote is read. */
@SuppressWarnings("restricted") // no call of Java's own can give something up
public final class Confinement {
    private static final long NO_NEW_PRIVILEGES = 38;
    private static final long FILTER_MODE = 1;
    private static final long ALL_THREADS = 1;
    private static final int CORE_BYTES = 4;
    private static final int OPEN_FILES = 7;
    private static final int THREADS = 6;
    private static final long MOST_FILES = 512;
    private static final long MOST_THREADS = 1024;

    private final Processor processor;
    private final MethodHandle call;

    private Confinement(Processor processor) {
        this.processor = processor;
        var linker = Linker.nativeLinker();
        // the first of its arguments is named, the others are variadic: all are passed alike
        this.call = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(1));
    }

    /** Why this process cannot give up its system calls; empty: it has. */
    public static Optional<String> enter() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.of("only Linux filters system calls");
        }
        var name = System.getProperty("os.arch");
        var processor = Processor.named(name);
        if (processor.isEmpty()) {
            return Optional.of("the system calls of a processor of the kind %s are not known".formatted(name));
        }
        try {
            return new Confinement(processor.get()).give();
        } catch (Throwable e) { // whatever a call into the C library can throw
            return Optional.of("the C library could not be called: " + e);
        }
    }

    private Optional<String> give() throws Throwable {
        try (var arena = Arena.ofConfined()) {
            limit(arena, CORE_BYTES, 0);
            limit(arena, OPEN_FILES, MOST_FILES);
            limit(arena, THREADS, MOST_THREADS);
            if (call("prctl", NO_NEW_PRIVILEGES, 1, 0, 0) != 0) {
                return Optional.of("the kernel does not let go of privileges");
            }
            var rules = VirtualMachineRules.of(processor, (int) call("getpid", 0, 0, 0, 0));
            var bytes = FilterProgram.of(processor.audit(), processor.firstForeign(), rules);
            var program = arena.allocate(bytes.remaining(), 8).copyFrom(MemorySegment.ofBuffer(bytes));
            var header = arena.allocate(16, 8);
            header.set(JAVA_SHORT, 0, (short) (bytes.remaining() / Long.BYTES));
            header.set(ADDRESS, 8, program);
            return call("seccomp", FILTER_MODE, ALL_THREADS, header.address(), 0) == 0
                    ? Optional.empty()
                    : Optional.of("the kernel takes no filter of system calls");
        }
    }

    /** One that is lower already stays. */
    private void limit(Arena arena, int resource, long most) throws Throwable {
        var limits = arena.allocate(16, 8);
        call("prlimit64", 0, resource, 0, limits.address());
        limits.set(JAVA_LONG, 0, lower(limits.get(JAVA_LONG, 0), most));
        limits.set(JAVA_LONG, 8, lower(limits.get(JAVA_LONG, 8), most));
        call("prlimit64", 0, resource, limits.address(), 0);
    }

    private static long lower(long one, long other) {
        return Long.compareUnsigned(one, other) < 0 ? one : other;
    }

    private long call(String name, long first, long second, long third, long fourth) throws Throwable {
        return (long) call.invokeExact((long) processor.number(name), first, second, third, fourth, 0L);
    }
}
