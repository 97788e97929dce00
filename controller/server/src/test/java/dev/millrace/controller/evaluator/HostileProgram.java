package dev.millrace.controller.evaluator;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.millrace.evaluator.confinement.Confinement;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a pipeline could do that escaped from the language: Java, with everything that Java can call, in a process like an evaluator. */
@SuppressWarnings("restricted") // that is the point
final class HostileProgram {
    private final Map<String, Attack> attacks = new LinkedHashMap<>();

    private HostileProgram() {}

    private interface Attack {
        /** What it got hold of; empty or a failure where it was stopped. */
        String reach() throws Throwable;
    }

    /** Prints "ready", or why it is not confined; then a line for each attack: its name, a tabulator, what it reached, which is nothing if all is well. */
    public static void main(String[] arguments) throws Exception {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        out.println(Confinement.enter().orElse("ready"));
        var program = new HostileProgram();
        program.files();
        program.network();
        program.processes();
        program.calls();
        program.attacks.forEach((name, attack) -> out.println(name + "\t" + outcome(attack)));
    }

    private static String outcome(Attack attack) {
        try {
            return attack.reach().replaceAll("\\s+", " ");
        } catch (Throwable e) {
            return "";
        }
    }

    private static String target(String name) {
        return Objects.requireNonNull(System.getProperty("target." + name));
    }

    private void files() {
        for (var file : List.of(
                "/etc/passwd",
                target("secret"),
                "/proc/" + target("pid") + "/environ",
                "/proc/" + target("pid") + "/cmdline",
                "/proc/1/environ")) {
            attacks.put("read " + file, () -> Files.readString(Path.of(file)));
        }
        for (var place : List.of("/home", "/etc", "/var", "/sys", "/dev/shm")) {
            attacks.put("list " + place, () -> names(Path.of(place)));
        }
        // bubblewrap says in which directory it begins
        attacks.put(
                "read environment", () -> String.join(",", System.getenv().keySet()).replace("PWD", ""));
        for (var file : List.of("/tmp/written", "/written", target("secret"), "/proc/self/mem", "/proc/self/comm")) {
            attacks.put(
                    "write " + file, () -> Files.writeString(Path.of(file), "x").toString());
        }
    }

    private static String names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.toList().toString();
        }
    }

    private void network() {
        attacks.put("connect to the database", () -> connected("127.0.0.1", Integer.parseInt(target("port"))));
        attacks.put("connect to the internet", () -> connected("1.1.1.1", 443));
        attacks.put("send a datagram", () -> {
            try (var socket = new DatagramSocket()) {
                socket.send(new DatagramPacket(new byte[1], 1, InetAddress.getLoopbackAddress(), 53));
                return "sent";
            }
        });
        attacks.put("listen for connections", () -> {
            try (var socket = new ServerSocket(0)) {
                return "port " + socket.getLocalPort();
            }
        });
        attacks.put("connect to a unix socket", () -> {
            try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(target("socket")))) {
                return "connected " + channel;
            }
        });
    }

    private static String connected(String host, int port) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 2000);
            return "connected " + socket;
        }
    }

    private void processes() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        for (var program : List.of("/bin/sh", "/usr/bin/env", java)) {
            attacks.put(
                    "execute " + program,
                    () -> "pid "
                            + new ProcessBuilder(program, "-version").start().pid());
        }
        attacks.put(
                "see the controller",
                () -> ProcessHandle.of(Long.parseLong(target("pid")))
                        .filter(found -> found.info().command().isPresent())
                        .map(Object::toString)
                        .orElse(""));
        attacks.put(
                "end the controller",
                () -> ProcessHandle.of(Long.parseLong(target("victim")))
                                .map(ProcessHandle::destroyForcibly)
                                .orElse(false)
                        ? "done"
                        : "");
    }

    /** By number, on the processors that tests run on: x86-64. */
    private void calls() {
        if (!System.getProperty("os.arch").equals("amd64")) {
            return;
        }
        var victim = Long.parseLong(target("victim"));
        call("call execve", 59, -1, 0, 0);
        call("call fork", 57);
        call("call vfork and clone", 56, 17, 0, 0);
        call("call clone3", 435, 0, 88);
        call("call ptrace", 101, 0, 0, 0);
        call("call kill", 62, victim, 9);
        call("call tgkill", 234, victim, victim, 9);
        call("call socket", 41, 1, 1, 0);
        call("call socketpair", 53, 1, 1, 0);
        call("call mount", 165);
        call("call unshare", 272, 0x10000000);
        call("call setns", 308, 0, 0);
        call("call pivot_root", 155);
        call("call chroot", 161);
        call("call bpf", 321, 0, 0, 0);
        call("call keyctl", 250, 0, -3, 1);
        call("call perf_event_open", 298);
        call("call io_uring_setup", 425, 8, 0);
        call("call userfaultfd", 323, 0);
        call("call process_vm_readv", 310, victim, 0, 0, 0);
        call("call pidfd_open", 434, victim, 0);
        call("call memfd_create", 319, 0, 0);
        call("call setuid", 105, 0);
        call("call capset", 126);
        call("call prctl, dumpable", 157, 4, 1);
        call("call init_module", 175);
        call("call openat2", 437);
        call("call open_by_handle_at", 304);
        call("call name_to_handle_at", 303);
        call("call personality", 135, 0);
        call("call ioctl, typing into a terminal", 16, 0, 0x5412);
        attacks.put("call openat, to write", () -> {
            try (var arena = Arena.ofConfined()) {
                var made = raw(257, -100, arena.allocateFrom("/tmp/made").address(), 0x41, 0600);
                return made < 0 ? "" : "descriptor " + made;
            }
        });
    }

    private void call(String name, long number, long... arguments) {
        attacks.put(name, () -> {
            var result = raw(number, arguments);
            return result == -1 && List.of(1, 38).contains(lastError)
                    ? ""
                    : "it answered %d, error %d".formatted(result, lastError);
        });
    }

    private int lastError;

    private long raw(long number, long... arguments) throws Throwable {
        var linker = Linker.nativeLinker();
        var call = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
                Linker.Option.firstVariadicArg(1),
                Linker.Option.captureCallState("errno"));
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(Linker.Option.captureStateLayout());
            var given = Arrays.copyOf(arguments, 4);
            long result = (long) call.invokeExact(state, number, given[0], given[1], given[2], given[3]);
            lastError = state.get(JAVA_INT, 0);
            return result;
        }
    }
}
