package dev.millrace.agent.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Something that a hostile job tries.
 *
 * @param name for the table
 * @param script says GOT where it succeeded; $VICTIM is another job's workspace, $VICTIM_PID its process, $AGENT the agent's directory, $PORT the controller's,
 *     $LAUNCHER what holds the victim's walls
 * @param bubblewrap what that provider claims
 * @param process what that provider claims
 * @param proven succeeds without walls, for root at least, and does no harm: so the script is known to try what it says
 */
record Attack(String name, String script, Claim bubblewrap, Claim process, boolean proven) {
    /** What a provider says of an attack. */
    enum Claim {
        STOPPED("stopped"),
        LIMITED("limited"),
        NONE("not claimed");

        final String words;

        Claim(String words) {
            this.words = words;
        }
    }

    /** Numbers of system calls by processor. */
    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

    static final List<Attack> ALL = List.of(
            walled("read another job's files", "cat $VICTIM/secret && echo GOT"),
            walled("read the agent's files", "ls $AGENT/spool $AGENT/supervisor && echo GOT"),
            walled("read the machine's passwords", "cat /etc/shadow && echo GOT"),
            unproven("read homes", "ls -d /root /root/* /home/[!j]* && echo GOT; test -e /root && echo GOT"),
            walled(
                    "read another job's environment and memory in /proc",
                    "cat /proc/*/environ | tr '\\0' '\\n' | grep VICTIM_MARK=kept && echo GOT"),
            walled(
                    "see or signal processes of others",
                    "kill -0 $VICTIM_PID && echo GOT; ls /proc/$VICTIM_PID && echo GOT"),
            walled(
                    "connect to the controller or its database",
                    connect("2, 1, 0", "pack(q(S n C4 x8), 2, $ENV{PORT}, 127, 0, 0, 1)")),
            new Attack(
                    "reach the metadata address of a cloud",
                    // there may be nobody who answers: a way there is enough
                    "perl -e 'socket(S, 2, 1 | 2048, 0); connect(S, pack(q(S n C4 x8), 2, 80, 169, 254, 169, 254)) || $! == 115 and print qq(GOT\\n)'",
                    Claim.STOPPED,
                    Claim.NONE,
                    networked()),
            unproven(
                    "connect to the supervisor's socket",
                    connect("1, 1, 0", "pack(q(S Z*), 1, qq($ENV{AGENT}/supervisor/socket))")),
            walled("hard link to another job's file", "ln $VICTIM/secret linked && echo GOT"),
            unproven("gain rights by a setuid program", "grep -q 'NoNewPrivs:.*1' /proc/self/status || echo GOT"),
            unproven("hold any capability", "grep Cap /proc/self/status | grep -v '0000000000000000' && echo GOT"),
            unproven("mount", "mount -t tmpfs none /tmp && echo GOT"),
            walled("make namespaces", "unshare -U true && echo GOT; unshare -m true && echo GOT"),
            unproven("ptrace", call(ARM ? 117 : 101, "0, 0, 0, 0")),
            unproven("kernel keys", call(ARM ? 219 : 250, "0, -3, 0, 0")),
            walled("bpf", call(ARM ? 280 : 321, "0, 0, 0")),
            walled("userfaultfd", call(ARM ? 282 : 323, "0")),
            walled("perf events", call(ARM ? 241 : 298, "0, 0, -1, -1, 0")),
            unproven("io_uring", call(425, "1, 0")),
            walled(
                    "raw sockets",
                    "perl -e 'socket(S, 17, 3, 768) and print qq(GOT\\n); socket(T, 2, 3, 1) and print qq(GOT\\n)'"),
            unproven("change the clock", "date -s '2020-01-01' && echo GOT"),
            // with a time that there cannot be, which the kernel finds out after it has looked who asks
            walled("change the clock by the call", clock()),
            unproven("change the machine's name", "hostname evil && echo GOT"),
            walled("change the machine's name by the call", call(ARM ? 161 : 170, "my $x = q(x), -1")),
            walled("see control groups", "ls /sys/fs/cgroup && echo GOT"),
            walled(
                    "write control groups",
                    "find /sys/fs/cgroup -maxdepth 3 -name '*.procs' -writable | head -n 1 | grep . && echo GOT"),
            unproven(
                    "mount control groups",
                    "mount -t cgroup2 none /tmp && echo GOT; mount -t cgroup -o pids none /tmp && echo GOT"),
            unproven(
                    "write the system",
                    "touch /usr/bin/evil && echo GOT; touch /etc/evil && echo GOT; touch /evil && echo GOT"),
            unproven(
                    "kill what holds the walls",
                    "kill -9 1; sleep 0.1; test -e /proc/1/stat || echo GOT; kill -9 $LAUNCHER && echo GOT"),
            new Attack(
                    "use up files that are open",
                    "perl -e 'my @all; for (1..40000) { open(my $f, q(<), q(/dev/null)) or exit; push @all, $f } print qq(GOT\\n)'",
                    Claim.LIMITED,
                    Claim.NONE,
                    false),
            new Attack(
                    "fork bomb",
                    "i=0; while [ $i -lt 300 ]; do sleep 20 & i=$((i+1)); done; echo GOT",
                    Claim.LIMITED,
                    Claim.LIMITED,
                    false),
            new Attack(
                    "use up the memory",
                    "perl -e '$x = q(a) x 400_000_000; print qq(GOT\\n)'",
                    Claim.LIMITED,
                    Claim.LIMITED,
                    false));

    /** Held by other tests of the same class, or by nothing. */
    static final Map<String, Claim[]> BESIDES = new java.util.TreeMap<>(Map.of(
            "daemon left behind by double fork and setsid", new Claim[] {Claim.STOPPED, Claim.STOPPED},
            "escape by symbolic link in the workspace", new Claim[] {Claim.STOPPED, Claim.STOPPED},
            "poisoned workspace for the next job (of a fork)", new Claim[] {Claim.STOPPED, Claim.NONE},
            "flood of log", new Claim[] {Claim.LIMITED, Claim.LIMITED},
            "fill the disk, use up inodes (with a limit of the disk)", new Claim[] {Claim.LIMITED, Claim.NONE},
            "race against the agent's own file operations", new Claim[] {Claim.NONE, Claim.NONE}));

    /** As for most machines; where there is no way out, the attack cannot be shown to be one. */
    private static boolean networked() {
        try {
            return Files.readAllLines(Path.of("/proc/net/route")).stream()
                    .anyMatch(line -> line.split("\t", -1).length > 2 && line.split("\t", -1)[1].equals("00000000"));
        } catch (IOException e) {
            return false;
        }
    }

    private static String clock() {
        return "perl -e '$t = pack(q(q q), 0, 2_000_000_000); $r = syscall(%d, 0, $t); print qq(GOT\\n) if $r != -1 || ($! != 1 && $! != 38)'"
                .formatted(ARM ? 112 : 227);
    }

    private static Attack walled(String name, String script) {
        return new Attack(name, script, Claim.STOPPED, Claim.NONE, true);
    }

    private static Attack unproven(String name, String script) {
        return new Attack(name, script, Claim.STOPPED, Claim.NONE, false);
    }

    /** Anything but "not permitted" (1) and "no such call" (38) says that the kernel looked at it. */
    private static String call(int number, String arguments) {
        return "perl -e '$r = syscall(%d, %s); print qq(GOT\\n) if $r != -1 || ($! != 1 && $! != 38)'"
                .formatted(number, arguments);
    }

    private static String connect(String socket, String address) {
        return "perl -e 'socket(S, %s); connect(S, %s) and print qq(GOT\\n)'".formatted(socket, address);
    }
}
