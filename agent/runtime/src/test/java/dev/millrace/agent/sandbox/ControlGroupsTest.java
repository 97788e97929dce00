package dev.millrace.agent.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which groups are found and what is written to them, in directories that look like the kernel's. */
class ControlGroupsTest {
    @TempDir
    Path top;

    @Test
    void homes_are_found_where_the_kernel_says_the_process_is() {
        var first = GroupHomes.parse(
                List.of(
                        "30 24 0:26 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid - cgroup cgroup rw,cpu,cpuacct",
                        "31 24 0:27 /docker/abc /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
                        "32 24 0:28 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw,nsdelegate"),
                List.of("4:memory:/docker/abc/inner", "3:cpu,cpuacct:/agent", "0::/"));
        assertEquals(
                new TreeMap<>(Map.of(
                        "cpu", Path.of("/sys/fs/cgroup/cpu,cpuacct/agent"),
                        "cpuacct", Path.of("/sys/fs/cgroup/cpu,cpuacct/agent"),
                        "memory", Path.of("/sys/fs/cgroup/memory/inner"))),
                first.first());
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup/unified")), first.second());
        var second = GroupHomes.parse(
                List.of("32 24 0:28 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw"),
                List.of("0::/system.slice/millrace.service"));
        assertEquals(Optional.of(Path.of("/sys/fs/cgroup/system.slice/millrace.service")), second.second());
    }

    private static Path home(Path at, Map<String, String> files) throws IOException {
        Files.createDirectories(at);
        for (var file : files.entrySet()) {
            Files.writeString(at.resolve(file.getKey()), file.getValue());
        }
        return at;
    }

    @Test
    void version_2_moves_the_agent_aside_and_hands_controllers_down() throws Exception {
        var home = home(
                top.resolve("service"),
                Map.of(
                        "cgroup.controllers", "cpuset cpu io memory pids\n",
                        "cgroup.type", "domain\n",
                        "cgroup.procs", "",
                        "cgroup.subtree_control", ""));
        var groups = ControlGroups.of(new GroupHomes(new TreeMap<>(), Optional.of(home)), "millrace-x", true);
        assertTrue(Files.isDirectory(home.resolve("millrace-agent")));
        assertEquals("+cpu +memory +pids +io", Files.readString(home.resolve("cgroup.subtree_control")));
        assertEquals(Optional.empty(), groups.lacking(new GroupLimits(1000, 1 << 20, 10)));
        var top = home(home.resolve("millrace-x"), Map.of());
        var group = home(
                top.resolve("1.1.1"),
                Map.of("memory.max", "max", "memory.swap.max", "max", "pids.max", "max", "cpu.max", "max 100000"));
        assertEquals(List.of(group), groups.make("1.1.1", new GroupLimits(1500, 1 << 20, 10)));
        assertEquals("1048576", Files.readString(group.resolve("memory.max")));
        assertEquals("0", Files.readString(group.resolve("memory.swap.max")));
        assertEquals("10", Files.readString(group.resolve("pids.max")));
        assertEquals("150000 100000", Files.readString(group.resolve("cpu.max")));
    }

    @Test
    void a_limit_that_cannot_be_held_is_refused_with_what_would_help() throws Exception {
        var none = ControlGroups.none();
        assertEquals(
                "This agent cannot limit cpu, memory: it may not make control groups for that. As a systemd service it needs Delegate=yes; otherwise start it as root",
                none.lacking(new GroupLimits(1000, 1 << 20, 0)).orElseThrow());
        assertEquals(Optional.empty(), none.lacking(new GroupLimits(0, 0, 0)));
        var memory = home(top.resolve("memory"), Map.of("memory.limit_in_bytes", ""));
        var homes = new GroupHomes(new TreeMap<>(Map.of("memory", memory)), Optional.empty());
        assertTrue(ControlGroups.of(homes, "m", true)
                .lacking(new GroupLimits(0, 1 << 20, 0))
                .orElseThrow()
                .contains("does not count swap"));
        assertEquals(Optional.empty(), ControlGroups.of(homes, "m", false).lacking(new GroupLimits(0, 1 << 20, 0)));
    }

    @Test
    void what_a_crash_left_is_removed_and_what_is_held_stays() throws Exception {
        var pids = home(top.resolve("pids"), Map.of());
        var groups = ControlGroups.of(
                new GroupHomes(new TreeMap<>(Map.of("pids", pids)), Optional.empty()), "millrace-x", false);
        groups.make("1.1.1", new GroupLimits(0, 0, 5));
        groups.make("2.1.1", new GroupLimits(0, 0, 5));
        groups.reap(java.util.Set.of("2.1.1"));
        assertFalse(Files.exists(pids.resolve("millrace-x/1.1.1")));
        assertTrue(Files.exists(pids.resolve("millrace-x/2.1.1")));
    }

    @Test
    void a_process_is_moved_only_where_it_cannot_be_born_and_has_a_limit() throws Exception {
        var homes = new TreeMap<>(Map.of(
                "cpu", home(top.resolve("cpu"), Map.of()),
                "cpuacct", home(top.resolve("cpuacct"), Map.of()),
                "pids", home(top.resolve("pids"), Map.of())));
        var apart = ControlGroups.of(new GroupHomes(homes, Optional.empty()), "m", false);
        assertEquals(List.of(), apart.joined("1.1.1", new GroupLimits(0, 0, 5)));
        assertEquals(List.of(top.resolve("cpu/m/1.1.1")), apart.joined("1.1.1", new GroupLimits(500, 0, 5)));
        assertEquals(List.of(top.resolve("cpuacct/m/1.1.1"), top.resolve("pids/m/1.1.1")), apart.inherited("1.1.1"));
        assertEquals(apart.inherited("1.1.1"), apart.entered("1.1.1", new GroupLimits(0, 0, 5)));
        homes.put("cpuacct", top.resolve("cpu"));
        var together = ControlGroups.of(new GroupHomes(homes, Optional.empty()), "m", false);
        assertEquals(List.of(top.resolve("cpu/m/1.1.1")), together.joined("1.1.1", new GroupLimits(0, 0, 5)));
    }
}
