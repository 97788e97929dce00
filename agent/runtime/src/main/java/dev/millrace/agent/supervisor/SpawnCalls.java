package dev.millrace.agent.supervisor;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** {@code posix_spawn}, which starts a process without copying this one, whatever the size of its heap. */
final class SpawnCalls {
    private static final short FLAGS = 0x04 | 0x08 | 0x80; // SETSIGDEF, SETSIGMASK, SETSID
    private static final int O_RDONLY = 0;
    // glibc's are 336, 80 and 128 bytes; room to spare costs nothing
    private static final int ATTRIBUTES = 512;
    private static final int ACTIONS = 256;
    private static final int SIGNAL_SET = 128;

    private final MethodHandle spawn;
    private final MethodHandle actionsInit;
    private final MethodHandle actionsDestroy;
    private final MethodHandle addOpen;
    private final MethodHandle addDuplicate;
    private final MethodHandle addDirectory;
    private final MethodHandle addCloseFrom;
    private final MethodHandle attributesInit;
    private final MethodHandle attributesDestroy;
    private final MethodHandle setFlags;
    private final MethodHandle setMask;
    private final MethodHandle setDefaults;
    private final MethodHandle fillSet;

    SpawnCalls(Libc libc) {
        spawn = libc.find("posix_spawn", JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
        actionsInit = libc.find("posix_spawn_file_actions_init", JAVA_INT, ADDRESS);
        actionsDestroy = libc.find("posix_spawn_file_actions_destroy", JAVA_INT, ADDRESS);
        addOpen =
                libc.find("posix_spawn_file_actions_addopen", JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
        addDuplicate = libc.find("posix_spawn_file_actions_adddup2", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);
        addDirectory = libc.find("posix_spawn_file_actions_addchdir_np", JAVA_INT, ADDRESS, ADDRESS);
        addCloseFrom = libc.find("posix_spawn_file_actions_addclosefrom_np", JAVA_INT, ADDRESS, JAVA_INT);
        attributesInit = libc.find("posix_spawnattr_init", JAVA_INT, ADDRESS);
        attributesDestroy = libc.find("posix_spawnattr_destroy", JAVA_INT, ADDRESS);
        setFlags = libc.find("posix_spawnattr_setflags", JAVA_INT, ADDRESS, JAVA_SHORT);
        setMask = libc.find("posix_spawnattr_setsigmask", JAVA_INT, ADDRESS, ADDRESS);
        setDefaults = libc.find("posix_spawnattr_setsigdefault", JAVA_INT, ADDRESS, ADDRESS);
        fillSet = libc.find("sigfillset", JAVA_INT, ADDRESS);
    }

    /**
     * Starts a program in a session of its own, with all signals as they are by default and no descriptor but these.
     *
     * @param program path of the file
     * @param output descriptor that becomes standard output
     * @param error descriptor that becomes standard error
     * @param given descriptors that become 3, 4, ...; each is larger than all of these
     * @return process id, or -errno
     */
    int spawn(
            String program,
            List<String> arguments,
            List<String> environment,
            String directory,
            int output,
            int error,
            int[] given) {
        try (var arena = Arena.ofConfined()) {
            var state = Libc.state(arena);
            var actions = arena.allocate(ACTIONS, 16);
            var attributes = arena.allocate(ATTRIBUTES, 16);
            int result = (int) actionsInit.invokeExact(state, actions);
            result |= (int) attributesInit.invokeExact(state, attributes);
            result |= (int) addOpen.invokeExact(state, actions, 0, text(arena, "/dev/null"), O_RDONLY, 0);
            result |= (int) addDuplicate.invokeExact(state, actions, output, 1);
            result |= (int) addDuplicate.invokeExact(state, actions, error, 2);
            result |= (int) addDirectory.invokeExact(state, actions, text(arena, directory));
            for (int number = 0; number < given.length; number++) {
                result |= (int) addDuplicate.invokeExact(state, actions, given[number], 3 + number);
            }
            result |= (int) addCloseFrom.invokeExact(state, actions, 3 + given.length);
            var none = arena.allocate(SIGNAL_SET, 16);
            var all = arena.allocate(SIGNAL_SET, 16);
            result |= (int) fillSet.invokeExact(state, all);
            result |= (int) setFlags.invokeExact(state, attributes, FLAGS);
            result |= (int) setMask.invokeExact(state, attributes, none);
            result |= (int) setDefaults.invokeExact(state, attributes, all);
            if (result != 0) {
                throw new IllegalStateException("posix_spawn cannot be prepared: " + result);
            }
            var pid = arena.allocate(4);
            int failure = (int) spawn.invokeExact(
                    state,
                    pid,
                    text(arena, program),
                    actions,
                    attributes,
                    texts(arena, arguments),
                    texts(arena, environment));
            int _ = (int) actionsDestroy.invokeExact(state, actions);
            int _ = (int) attributesDestroy.invokeExact(state, attributes);
            return failure != 0 ? -failure : pid.get(JAVA_INT, 0);
        } catch (Throwable t) {
            throw Libc.broken("posix_spawn", t);
        }
    }

    private static MemorySegment text(Arena arena, String text) {
        return arena.allocateFrom(text, StandardCharsets.UTF_8);
    }

    private static MemorySegment texts(Arena arena, List<String> texts) {
        var array = arena.allocate(8L * (texts.size() + 1), 8);
        for (int i = 0; i < texts.size(); i++) {
            array.set(JAVA_LONG, 8L * i, text(arena, texts.get(i)).address());
        }
        return array;
    }
}
