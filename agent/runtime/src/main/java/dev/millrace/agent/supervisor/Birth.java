package dev.millrace.agent.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a process is from its first instruction on, without a program before it that makes it so. Only where {@link #possible()}.
 *
 * @param user whose it is, with no other group, and with no right that this user has not; empty: the supervisor's. For launchers alone
 * @param inherited control groups of version 1 that it is born in: all but those that share out processor time, which would hold up whoever starts it
 * @param joined control groups of either version into which it is moved, with its children, while it waits at its gate
 * @param fileBytes that a file may have at most that it or one of its children writes; 0: as the supervisor. For launchers alone
 * @param openFiles that it and all of its children may have at most; 0: as the supervisor
 */
public record Birth(OptionalInt user, List<Path> inherited, List<Path> joined, long fileBytes, int openFiles) {
    /** Like the supervisor itself. */
    public static final Birth PLAIN = new Birth(OptionalInt.empty(), List.of(), List.of(), 0, 0);

    public Birth {
        inherited = List.copyOf(inherited);
        joined = List.copyOf(joined);
    }

    /** In groups of version 1, as the supervisor's user. */
    public static Birth in(List<Path> inherited) {
        return new Birth(OptionalInt.empty(), inherited, List.of(), 0, 0);
    }

    /** Whether a supervisor on this machine can do all of it. */
    public static boolean possible() {
        return Libc.present() && ThreadCalls.known();
    }

    boolean plain() {
        return user.isEmpty() && inherited.isEmpty() && !gated();
    }

    /** It reads from the descriptor after those that it is given, and does nothing else until there is something to read, or the end. */
    boolean gated() {
        return !joined.isEmpty() || openFiles > 0 || fileBytes > 0;
    }
}
