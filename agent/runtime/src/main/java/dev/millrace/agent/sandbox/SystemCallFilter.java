package dev.millrace.agent.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The system calls that a job does without, as a seccomp program: packed {@code sock_filter}s of 8 bytes. What changes mounts, namespaces, clocks, modules or
 * keys, looks into other processes, or is known for holes in the kernel, is answered with "operation not permitted"; all else is allowed.
 */
final class SystemCallFilter {
    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_AT_LEAST = 0x35;
    private static final int JUMP_ANY_BIT = 0x45;
    private static final int RETURN = 0x06;
    private static final int NUMBER = 0;
    private static final int ARCHITECTURE = 4;
    private static final int ARGUMENTS = 16;

    private static final int ALLOW = 0x7fff0000;
    private static final int KILL_PROCESS = 0x80000000;
    private static final int NOT_PERMITTED = 0x00050000 | 1;
    private static final int NO_SUCH_CALL = 0x00050000 | 38;

    /** Flags of clone that ask for namespaces of any kind but time's, which clone cannot ask for. */
    private static final int NEW_NAMESPACES = 0x7e020000;
    /** Families of sockets: packets, AF_ALG, AF_VSOCK, Bluetooth, and others that no build needs. */
    private static final List<Integer> SOCKETS = List.of(17, 38, 40, 31, 29, 21, 41, 44);
    /** TIOCSTI and TIOCLINUX put words into a terminal's mouth. */
    private static final List<Integer> TERMINAL = List.of(0x5412, 0x541c);
    /** These have the same number on all processors. Without clone3, whose flags no filter can read, programs use clone. */
    private static final List<Integer> REFUSED_ALIKE = List.of(428, 429, 430, 431, 432, 433, 438, 442, 443);

    private static final List<Integer> MISSING_ALIKE = List.of(435, 425, 426, 427);

    private final List<Long> instructions = new ArrayList<>();

    /** Numbers of one processor's calls: for the filter by architecture, and those that are refused by what they are asked. */
    private record Processor(int audit, int fork, int ioctl, int socket, List<Integer> refused) {}

    private static final Map<String, Processor> PROCESSORS = Map.of(
            "amd64",
            new Processor(
                    0xc000003e,
                    56,
                    16,
                    41,
                    // mount umount2 pivot_root chroot unshare setns ptrace process_vm_* keyctl add_key request_key bpf
                    // userfaultfd perf_event_open
                    // kexec* *_module acct clocks swap* reboot names iopl ioperm quotactl nfsservctl cookie handles
                    // syslog vhangup kcmp move_pages
                    // uselib _sysctl
                    List.of(
                            165, 166, 155, 161, 272, 308, 101, 310, 311, 250, 248, 249, 321, 323, 298, 246, 320, 175,
                            313, 176, 163, 164, 227, 159, 305, 167, 168, 169, 170, 171, 172, 173, 179, 180, 212, 303,
                            304, 103, 153, 312, 279, 134, 156)),
            "aarch64",
            new Processor(
                    0xc00000b7,
                    220,
                    29,
                    198,
                    List.of(
                            40, 39, 41, 51, 97, 268, 117, 270, 271, 219, 217, 218, 280, 282, 241, 104, 294, 105, 273,
                            106, 89, 170, 112, 171, 266, 224, 225, 142, 161, 162, 60, 42, 18, 264, 265, 116, 58, 272,
                            239)));

    private SystemCallFilter() {}

    /** The program for a processor, by the name that Java has for it; empty where its calls are not known. */
    static Optional<byte[]> forProcessor(String name) {
        var processor = PROCESSORS.get(name.equals("x86_64") ? "amd64" : name);
        return processor == null ? Optional.empty() : Optional.of(new SystemCallFilter().program(processor));
    }

    private byte[] program(Processor processor) {
        add(LOAD_WORD, 0, 0, ARCHITECTURE);
        add(JUMP_EQUAL, 1, 0, processor.audit());
        add(RETURN, 0, 0, KILL_PROCESS);
        add(LOAD_WORD, 0, 0, NUMBER);
        // x32 calls are another processor's
        add(JUMP_AT_LEAST, 0, 1, 0x40000000);
        add(RETURN, 0, 0, KILL_PROCESS);
        processor.refused().forEach(call -> answer(call, NOT_PERMITTED));
        REFUSED_ALIKE.forEach(call -> answer(call, NOT_PERMITTED));
        MISSING_ALIKE.forEach(call -> answer(call, NO_SUCH_CALL));
        refuse(processor.socket(), 0, SOCKETS);
        refuse(processor.ioctl(), 1, TERMINAL);
        add(JUMP_EQUAL, 0, 4, processor.fork());
        add(LOAD_WORD, 0, 0, ARGUMENTS);
        add(JUMP_ANY_BIT, 0, 1, NEW_NAMESPACES);
        add(RETURN, 0, 0, NOT_PERMITTED);
        add(RETURN, 0, 0, ALLOW);
        add(RETURN, 0, 0, ALLOW);
        var bytes = ByteBuffer.allocate(instructions.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        instructions.forEach(bytes::putLong);
        return bytes.array();
    }

    private void answer(int call, int with) {
        add(JUMP_EQUAL, 0, 1, call);
        add(RETURN, 0, 0, with);
    }

    /** Refuses a call where the lower half of an argument is one of these. */
    private void refuse(int call, int argument, List<Integer> values) {
        add(JUMP_EQUAL, 0, values.size() + 3, call);
        add(LOAD_WORD, 0, 0, ARGUMENTS + 8 * argument);
        for (int at = 0; at < values.size(); at++) {
            add(JUMP_EQUAL, values.size() - at, 0, values.get(at));
        }
        add(RETURN, 0, 0, ALLOW);
        add(RETURN, 0, 0, NOT_PERMITTED);
    }

    private void add(int code, int whenTrue, int whenFalse, int operand) {
        instructions.add((long) code | (long) whenTrue << 16 | (long) whenFalse << 24 | (long) operand << 32);
    }
}
