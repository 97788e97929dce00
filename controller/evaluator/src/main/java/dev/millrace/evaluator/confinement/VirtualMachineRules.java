package dev.millrace.evaluator.confinement;

import java.util.ArrayList;
import java.util.List;

/**
 * What a virtual machine that runs already goes on to need. Files can be read and not written, threads started and no processes, and there is nothing of
 * sockets, programs, mounts, other processes' memory and the kernel's own virtual machine.
 */
final class VirtualMachineRules {
    private static final int WRITING = 0x3 | 0x40 | 0x200; // O_WRONLY, O_RDWR, O_CREAT, O_TRUNC
    private static final int THREAD = 0x10000;
    private static final int NAMESPACES = 0x7e020080; // CLONE_NEW*
    private static final int BYTES_THERE = 0x541B; // FIONREAD
    private static final int IS_A_TERMINAL = 0x5401; // TCGETS
    private static final List<Integer> THREAD_NAME =
            List.of(15, 16, 0x53564d41); // PR_SET_NAME, PR_GET_NAME, PR_SET_VMA
    private static final List<Integer> FLAGS_OF_FILES = List.of(1, 2, 3, 4); // F_GETFD, F_SETFD, F_GETFL, F_SETFL
    private static final int ALL = 0xffffffff;

    private VirtualMachineRules() {}

    /** @param process this one's id, the only one that threads may signal within */
    static List<Rule> of(Processor processor, int process) {
        var rules = new ArrayList<Rule>();
        Processor.HARMLESS.stream()
                .filter(processor::has)
                .forEach(call -> rules.add(new Rule.Allowed(processor.number(call))));
        if (processor.has("open")) {
            rules.add(with(processor, "open", 1, WRITING, List.of(0)));
        }
        rules.add(with(processor, "openat", 2, WRITING, List.of(0)));
        rules.add(with(processor, "clone", 0, THREAD | NAMESPACES, List.of(THREAD)));
        rules.add(with(processor, "ioctl", 1, ALL, List.of(BYTES_THERE, IS_A_TERMINAL)));
        rules.add(with(processor, "prctl", 0, ALL, THREAD_NAME));
        rules.add(with(processor, "fcntl", 1, ALL, FLAGS_OF_FILES));
        rules.add(with(processor, "tgkill", 0, ALL, List.of(process)));
        rules.add(with(processor, "prlimit64", 0, ALL, List.of(0)));
        return rules;
    }

    private static Rule with(Processor processor, String call, int argument, int mask, List<Integer> values) {
        return new Rule.AllowedWith(processor.number(call), argument, mask, values);
    }
}
