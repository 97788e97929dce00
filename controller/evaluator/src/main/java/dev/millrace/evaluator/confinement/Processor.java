package dev.millrace.evaluator.confinement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The numbers of system calls on one kind of processor.
 *
 * @param audit number by which the kernel names the processor to filters
 * @param firstForeign numbers from here on are another processor's
 * @param numbers by name; a processor without a call has no entry
 */
record Processor(int audit, int firstForeign, Map<String, Integer> numbers) {
    /** What a virtual machine goes on to need whatever the arguments are: it reads, waits, has memory, threads and signals of its own. */
    static final List<String> HARMLESS = List.of("read", "write", "readv", "writev", "pread64", "close", "fstat", "newfstatat", "stat", "lstat", "statx", "lseek", "statfs", "fstatfs", "access", "faccessat", "faccessat2", "readlink", "readlinkat", "getdents64", "getcwd", "dup", "dup2", "dup3", "mmap", "mprotect", "munmap", "mremap", "madvise", "brk", "mincore", "membarrier", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigtimedwait", "rt_sigpending", "sigaltstack", "restart_syscall", "futex", "set_robust_list", "get_robust_list", "rseq", "set_tid_address", "sched_yield", "sched_getaffinity", "sched_getparam", "sched_getscheduler", "getpriority", "getcpu", "poll", "ppoll", "select", "pselect6", "nanosleep", "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "time", "times", "getpid", "gettid", "getppid", "getuid", "geteuid", "getgid", "getegid", "getpgrp", "getrusage", "sysinfo", "uname", "getrandom", "exit", "exit_group");

    private static final Map<String, Integer> X86_64 = Map.ofEntries(Map.entry("read", 0), Map.entry("write", 1), Map.entry("readv", 19), Map.entry("writev", 20), Map.entry("pread64", 17), Map.entry("close", 3), Map.entry("fstat", 5), Map.entry("newfstatat", 262), Map.entry("stat", 4), Map.entry("lstat", 6), Map.entry("statx", 332), Map.entry("lseek", 8), Map.entry("statfs", 137), Map.entry("fstatfs", 138), Map.entry("access", 21), Map.entry("faccessat", 269), Map.entry("faccessat2", 439), Map.entry("readlink", 89), Map.entry("readlinkat", 267), Map.entry("getdents64", 217), Map.entry("getcwd", 79), Map.entry("dup", 32), Map.entry("dup2", 33), Map.entry("dup3", 292), Map.entry("mmap", 9), Map.entry("mprotect", 10), Map.entry("munmap", 11), Map.entry("mremap", 25), Map.entry("madvise", 28), Map.entry("brk", 12), Map.entry("mincore", 27), Map.entry("membarrier", 324), Map.entry("rt_sigaction", 13), Map.entry("rt_sigprocmask", 14), Map.entry("rt_sigreturn", 15), Map.entry("rt_sigtimedwait", 128), Map.entry("rt_sigpending", 127), Map.entry("sigaltstack", 131), Map.entry("restart_syscall", 219), Map.entry("futex", 202), Map.entry("set_robust_list", 273), Map.entry("get_robust_list", 274), Map.entry("rseq", 334), Map.entry("set_tid_address", 218), Map.entry("sched_yield", 24), Map.entry("sched_getaffinity", 204), Map.entry("sched_getparam", 143), Map.entry("sched_getscheduler", 145), Map.entry("getpriority", 140), Map.entry("getcpu", 309), Map.entry("poll", 7), Map.entry("ppoll", 271), Map.entry("select", 23), Map.entry("pselect6", 270), Map.entry("nanosleep", 35), Map.entry("clock_nanosleep", 230), Map.entry("clock_gettime", 228), Map.entry("clock_getres", 229), Map.entry("gettimeofday", 96), Map.entry("time", 201), Map.entry("times", 100), Map.entry("getpid", 39), Map.entry("gettid", 186), Map.entry("getppid", 110), Map.entry("getuid", 102), Map.entry("geteuid", 107), Map.entry("getgid", 104), Map.entry("getegid", 108), Map.entry("getpgrp", 111), Map.entry("getrusage", 98), Map.entry("sysinfo", 99), Map.entry("uname", 63), Map.entry("getrandom", 318), Map.entry("exit", 60), Map.entry("exit_group", 231), Map.entry("open", 2), Map.entry("openat", 257), Map.entry("clone", 56), Map.entry("ioctl", 16), Map.entry("prctl", 157), Map.entry("tgkill", 234), Map.entry("prlimit64", 302), Map.entry("fcntl", 72), Map.entry("seccomp", 317));

    private static final Map<String, Integer> AARCH64 = Map.ofEntries(Map.entry("read", 63), Map.entry("write", 64), Map.entry("readv", 65), Map.entry("writev", 66), Map.entry("pread64", 67), Map.entry("close", 57), Map.entry("fstat", 80), Map.entry("newfstatat", 79), Map.entry("statx", 291), Map.entry("lseek", 62), Map.entry("statfs", 43), Map.entry("fstatfs", 44), Map.entry("faccessat", 48), Map.entry("faccessat2", 439), Map.entry("readlinkat", 78), Map.entry("getdents64", 61), Map.entry("getcwd", 17), Map.entry("dup", 23), Map.entry("dup3", 24), Map.entry("mmap", 222), Map.entry("mprotect", 226), Map.entry("munmap", 215), Map.entry("mremap", 216), Map.entry("madvise", 233), Map.entry("brk", 214), Map.entry("mincore", 232), Map.entry("membarrier", 283), Map.entry("rt_sigaction", 134), Map.entry("rt_sigprocmask", 135), Map.entry("rt_sigreturn", 139), Map.entry("rt_sigtimedwait", 137), Map.entry("rt_sigpending", 136), Map.entry("sigaltstack", 132), Map.entry("restart_syscall", 128), Map.entry("futex", 98), Map.entry("set_robust_list", 99), Map.entry("get_robust_list", 100), Map.entry("rseq", 293), Map.entry("set_tid_address", 96), Map.entry("sched_yield", 124), Map.entry("sched_getaffinity", 123), Map.entry("sched_getparam", 121), Map.entry("sched_getscheduler", 120), Map.entry("getpriority", 141), Map.entry("getcpu", 168), Map.entry("ppoll", 73), Map.entry("pselect6", 72), Map.entry("nanosleep", 101), Map.entry("clock_nanosleep", 115), Map.entry("clock_gettime", 113), Map.entry("clock_getres", 114), Map.entry("gettimeofday", 169), Map.entry("times", 153), Map.entry("getpid", 172), Map.entry("gettid", 178), Map.entry("getppid", 173), Map.entry("getuid", 174), Map.entry("geteuid", 175), Map.entry("getgid", 176), Map.entry("getegid", 177), Map.entry("getrusage", 165), Map.entry("sysinfo", 179), Map.entry("uname", 160), Map.entry("getrandom", 278), Map.entry("exit", 93), Map.entry("exit_group", 94), Map.entry("openat", 56), Map.entry("clone", 220), Map.entry("ioctl", 29), Map.entry("prctl", 167), Map.entry("tgkill", 131), Map.entry("prlimit64", 261), Map.entry("fcntl", 25), Map.entry("seccomp", 277));

    Processor {
        numbers = Map.copyOf(numbers);
    }

    /** This one, by the name that Java has for it; empty where its calls are not known. */
    static Optional<Processor> named(String name) {
        return switch (name) {
            case "amd64", "x86_64" -> Optional.of(new Processor(0xc000003e, 0x40000000, X86_64));
            case "aarch64" -> Optional.of(new Processor(0xc00000b7, 0x40000000, AARCH64));
            default -> Optional.empty();
        };
    }

    int number(String call) {
        var number = numbers.get(call);
        if (number == null) {
            throw new IllegalArgumentException("No number of the system call " + call);
        }
        return number;
    }

    boolean has(String call) {
        return numbers.containsKey(call);
    }
}
