package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds what belongs to a job among the machine's processes: by cookie, by session, by ancestry. Reads {@code /proc}; elsewhere asks the JDK. */
final class ProcessTree {
    static final String COOKIE = "MILLRACE_COOKIE";
    private static final Path PROC = Path.of("/proc");

    /** One live process. The cookie is that of the environment it was started with; empty where it has none or it may not be read. */
    record Entry(long pid, long parent, long session, String cookie) {}

    /** Live processes whose cookie fits, those in one of the sessions, and all their descendants; never this process. */
    List<Long> find(Predicate<String> cookie, Set<Long> sessions) {
        return select(entries(), ProcessHandle.current().pid(), cookie, sessions);
    }

    /** Children of this process that bear no cookie: orphans that hid from it. */
    List<Long> strangers(Set<Long> known) {
        long self = ProcessHandle.current().pid();
        return entries().stream()
                .filter(entry -> entry.parent() == self && entry.cookie().isEmpty() && !known.contains(entry.pid()))
                .map(Entry::pid)
                .toList();
    }

    /** Sessions count only below {@code self}: elsewhere their numbers may long be somebody else's. */
    static List<Long> select(List<Entry> all, long self, Predicate<String> cookie, Set<Long> sessions) {
        Map<Long, List<Long>> children = new HashMap<>();
        for (var entry : all) {
            children.computeIfAbsent(entry.parent(), parent -> new ArrayList<>())
                    .add(entry.pid());
        }
        var own = below(List.of(self), children);
        var tops = all.stream()
                .filter(entry -> entry.pid() != self)
                .filter(entry -> (own.contains(entry.pid()) && sessions.contains(entry.session()))
                        || (!entry.cookie().isEmpty() && cookie.test(entry.cookie())))
                .map(Entry::pid)
                .toList();
        var found = below(tops, children);
        found.remove(self);
        return List.copyOf(found);
    }

    private static Set<Long> below(List<Long> tops, Map<Long, List<Long>> children) {
        var found = new HashSet<Long>();
        var open = new ArrayList<>(tops);
        while (!open.isEmpty()) {
            long pid = open.removeLast();
            if (found.add(pid)) {
                open.addAll(children.getOrDefault(pid, List.of()));
            }
        }
        return found;
    }

    private List<Entry> entries() {
        if (!Files.isDirectory(PROC.resolve("self"))) {
            return ProcessHandle.allProcesses()
                    .map(handle -> new Entry(
                            handle.pid(),
                            handle.parent().map(ProcessHandle::pid).orElse(0L),
                            handle.pid(),
                            ""))
                    .toList();
        }
        var entries = new ArrayList<Entry>();
        try (DirectoryStream<Path> directories = Files.newDirectoryStream(PROC, "[0-9]*")) {
            directories.forEach(directory -> read(directory).ifPresent(entries::add));
        } catch (IOException e) {
            throw new UncheckedIOException("The machine's processes cannot be listed", e);
        }
        return entries;
    }

    private static Optional<Entry> read(Path directory) {
        try {
            var stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            char state = fields[0].charAt(0);
            if (state == 'Z' || state == 'X') {
                return Optional.empty();
            }
            return Optional.of(new Entry(
                    Long.parseLong(directory.getFileName().toString()),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[3]),
                    cookie(directory)));
        } catch (IOException e) {
            return Optional.empty(); // it ended while it was looked at
        }
    }

    private static String cookie(Path directory) {
        try {
            var environment = Files.readString(directory.resolve("environ"), StandardCharsets.ISO_8859_1);
            for (var variable : environment.split("\0", -1)) {
                if (variable.startsWith(COOKIE + "=")) {
                    return variable.substring(COOKIE.length() + 1);
                }
            }
            return "";
        } catch (IOException e) {
            return ""; // another user's
        }
    }
}
