package dev.millrace.agent.sandbox;

import dev.millrace.agent.supervisor.Birth;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The control groups that this agent may make: one for each lease, below one of its own, in each tree of the machine. Version 1 and 2. */
final class ControlGroups {
    private static final List<String> CONTROLLERS = List.of("cpu", "cpuacct", "memory", "pids", "blkio");
    private static final List<String> SECOND = List.of("cpu", "memory", "pids", "io");
    private static final String AGENT = "millrace-agent";

    private final GroupHomes homes;
    private final String name;
    private final boolean swap;
    private final List<Path> tops = new ArrayList<>();
    /** Those of version 1 that do not share out processor time. */
    private final Set<Path> plain = new HashSet<>();

    private final List<String> held = new ArrayList<>();
    /** Controllers of version 2 that groups of leases get. */
    private final List<String> wanted = new ArrayList<>();

    private ControlGroups(GroupHomes homes, String name, boolean swap) {
        this.homes = homes;
        this.name = name;
        this.swap = swap;
    }

    /**
     * Those of this machine, for an agent.
     *
     * @param name of the agent's group: other agents of the machine have other names
     */
    static ControlGroups ofThisMachine(String name) {
        return ofThisMachine(name, true);
    }

    /** What could be made, without making any of it. */
    static ControlGroups seen() {
        return ofThisMachine("", false);
    }

    private static ControlGroups ofThisMachine(String name, boolean prepare) {
        try {
            var homes = GroupHomes.parse(
                    Files.readAllLines(Path.of("/proc/self/mountinfo")),
                    Files.readAllLines(Path.of("/proc/self/cgroup")));
            boolean swap = Files.readAllLines(Path.of("/proc/swaps")).size() > 1;
            var groups = new ControlGroups(homes, name, swap);
            groups.find(prepare);
            return groups;
        } catch (IOException e) {
            return none();
        }
    }

    /** None can be made. */
    static ControlGroups none() {
        return new ControlGroups(new GroupHomes(new java.util.TreeMap<>(), Optional.empty()), "none", false);
    }

    /** @param swap the machine has some */
    static ControlGroups of(GroupHomes homes, String name, boolean swap) {
        var groups = new ControlGroups(homes, name, swap);
        groups.find(true);
        return groups;
    }

    private void find(boolean prepare) {
        var found = new LinkedHashSet<Path>();
        for (var controller : CONTROLLERS) {
            var home = homes.first().get(controller);
            if (home != null && Files.isWritable(home)) {
                found.add(home);
                held.add(controller);
            }
        }
        homes.second().filter(Files::isWritable).ifPresent(home -> {
            if (delegated(home, prepare)) {
                found.add(home);
            }
        });
        for (var home : found) {
            tops.add(home.resolve(name));
            if (homes.first().containsValue(home) && !home.equals(homes.first().get("cpu"))) {
                plain.add(home.resolve(name));
            }
        }
    }

    /**
     * Version 2 gives controllers to groups below only where no process is in the group itself: they move into one beside the jobs'. True where groups can
     * be made; which controllers they have is another matter.
     */
    private boolean delegated(Path home, boolean prepare) {
        try {
            var offered = List.of(
                    Files.readString(home.resolve("cgroup.controllers")).strip().split(" ", -1));
            var offers = SECOND.stream().filter(offered::contains).toList();
            if (offers.isEmpty() || !prepare) {
                held.addAll(offers);
                return true;
            }
            if (Files.exists(home.resolve("cgroup.type"))) { // every group but the top has a type
                var agent = Files.createDirectories(home.resolve(AGENT));
                for (var process : Files.readAllLines(home.resolve("cgroup.procs"))) {
                    Files.writeString(agent.resolve("cgroup.procs"), process);
                }
            }
            enable(home, offers);
            wanted.addAll(offers);
            held.addAll(offers);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void enable(Path group, List<String> controllers) throws IOException {
        if (controllers.isEmpty()) {
            return;
        }
        Files.writeString(
                group.resolve("cgroup.subtree_control"),
                String.join(" ", controllers.stream().map(each -> "+" + each).toList()));
    }

    /** Whether a controller can hold limits here: "cpu", "memory", "pids". */
    boolean holds(String controller) {
        return held.contains(controller);
    }

    SandboxFinding finding() {
        var limited = java.util.stream.Stream.of("cpu", "memory", "pids")
                .filter(this::holds)
                .toList();
        return limited.size() == 3
                ? new SandboxFinding(
                        "limits",
                        true,
                        "cpu, memory and processes, by control groups of version "
                                + (homes.first().containsKey("memory") ? 1 : 2),
                        "")
                : new SandboxFinding(
                        "limits",
                        false,
                        limited.isEmpty() ? "no control groups can be made" : "only " + String.join(", ", limited),
                        "Run the agent as a systemd service with Delegate=yes, or as root");
    }

    /** Why these limits cannot be held; empty: they can. */
    Optional<String> lacking(GroupLimits limits) {
        var lacking = limits.controllers().stream().filter(each -> !holds(each)).toList();
        if (!lacking.isEmpty()) {
            return Optional.of(
                    "This agent cannot limit %s: it may not make control groups for that. As a systemd service it needs Delegate=yes; otherwise start it as root"
                            .formatted(String.join(", ", lacking)));
        }
        var memory = homes.first().get("memory");
        if (limits.memoryBytes() > 0
                && swap
                && memory != null
                && !Files.exists(memory.resolve("memory.memsw.limit_in_bytes"))) {
            return Optional.of(
                    "This agent cannot limit memory: its kernel does not count swap (boot it with swapaccount=1, or without swap)");
        }
        return Optional.empty();
    }

    /** Makes a lease's groups and sets its limits; those that are there are taken as they are. */
    synchronized List<Path> make(String lease, GroupLimits limits) throws IOException {
        var made = of(lease);
        for (var top : tops) {
            if (homes.second().filter(home -> top.startsWith(home)).isPresent() && !Files.exists(top)) {
                enable(Files.createDirectories(top), wanted);
            }
        }
        for (var group : made) {
            Files.createDirectories(group);
            limits.write(group);
        }
        return made;
    }

    /** Where a lease's groups are, or would be. */
    List<Path> of(String lease) {
        return tops.stream().map(top -> top.resolve(lease)).toList();
    }

    /** Those of them in which a process can be born. */
    List<Path> inherited(String lease) {
        return Birth.possible()
                ? of(lease).stream()
                        .filter(group -> plain.contains(group.getParent()))
                        .toList()
                : List.of();
    }

    /** Those into which it has to be moved: one that only shares out processor time where that is limited alone. */
    List<Path> joined(String lease, GroupLimits limits) {
        var born = inherited(lease);
        return of(lease).stream()
                .filter(group -> !born.contains(group))
                .filter(group -> limits.cpuMillis() > 0 || !only("cpu").equals(Optional.ofNullable(group.getParent())))
                .toList();
    }

    /** Those in which all of a lease's processes are. */
    List<Path> entered(String lease, GroupLimits limits) {
        return Stream.concat(inherited(lease).stream(), joined(lease, limits).stream())
                .toList();
    }

    /** The agent's group of a controller of version 1 that is in a tree of its own. */
    private Optional<Path> only(String controller) {
        return Optional.ofNullable(homes.first().get(controller))
                .filter(home ->
                        homes.first().values().stream().filter(home::equals).count() == 1)
                .map(home -> home.resolve(name));
    }

    /** Ends what is in a lease's groups and removes them. */
    void remove(String lease) throws IOException {
        for (var group : of(lease)) {
            GroupEnd.of(group);
        }
        synchronized (this) {
            leave();
        }
    }

    /** Removes the groups of all leases but these: what a crash left. */
    synchronized void reap(Set<String> leases) throws IOException {
        for (var top : tops) {
            if (!Files.isDirectory(top)) {
                continue;
            }
            try (var groups = Files.newDirectoryStream(top, Files::isDirectory)) {
                for (var group : groups) {
                    if (!leases.contains(group.getFileName().toString())) {
                        GroupEnd.of(group);
                    }
                }
            }
        }
        leave();
    }

    /** Removes the agent's own groups, where no lease has one; they are made again when one needs them. */
    void leave() throws IOException {
        for (var top : tops) {
            try {
                Files.deleteIfExists(top);
            } catch (FileSystemException e) {
                // leases have groups in it
            }
        }
    }
}
