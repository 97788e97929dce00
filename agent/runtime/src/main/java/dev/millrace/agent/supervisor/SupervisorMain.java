package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The supervisor's process. Arguments: its directory, its socket, the seconds after which it leaves where nothing runs and no agent is there, the bytes of
 * output that may wait of one operation, and of all.
 */
public final class SupervisorMain {
    private static final int ANOTHER_RUNS = 3;

    private SupervisorMain() {}

    /** Ends with 0 when it was no longer needed, with 3 when another one serves the directory. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var directory = Path.of(arguments[0]);
        var socket = Path.of(arguments[1]);
        var idle = Duration.ofSeconds(Long.parseLong(arguments[2]));
        if (Libc.present()) {
            new Libc().newSession();
        }
        try (var file = FileChannel.open(
                        SupervisorHome.lock(directory), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = file.tryLock()) {
            if (lock == null) {
                System.exit(ANOTHER_RUNS);
            }
            var clock = BootClock.system();
            var cookie = SupervisorHome.cookie(directory);
            var limits = new OutputLimits(Long.parseLong(arguments[3]), Long.parseLong(arguments[4]));
            var supervisor = new Supervisor(ProcessStarter.forThisSystem(), clock, limits, cookie);
            supervisor.killLeftovers();
            new SupervisorServer(supervisor, clock, socket).serve(idle);
            SupervisorHome.leave(directory, socket);
        }
        System.exit(0);
    }
}
