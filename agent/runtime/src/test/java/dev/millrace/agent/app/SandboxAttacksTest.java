package dev.millrace.agent.app;

import static dev.millrace.agent.app.AgentUnderTest.lease;
import static dev.millrace.agent.app.AgentUnderTest.operation;
import static dev.millrace.agent.app.AgentUnderTest.shell;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.agent.app.Attack.Claim;
import dev.millrace.wire.proto.Argument;
import dev.millrace.wire.proto.Attachment;
import dev.millrace.wire.proto.Cancel;
import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.Exited;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationRef;
import dev.millrace.wire.proto.ReadFile;
import dev.millrace.wire.proto.SandboxRequest;
import dev.millrace.wire.proto.SecretValue;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.WriteFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile jobs of a real agent, and that friendly ones work behind the same walls. */
class SandboxAttacksTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final AtomicLong JOBS = new AtomicLong(100);
    private static final long MEMORY = 256L << 20;
    /** Bytes of output that an operation of the tested agent may leave waiting. */
    private static final long LOG = 2 << 20;

    @TempDir
    static Path directory;

    private static FakeController controller;
    private static AgentUnderTest agent;

    @BeforeAll
    static void start() throws Exception {
        controller = new FakeController(LONG);
        agent = new AgentUnderTest(controller, directory);
        controller.await("the agent", () -> controller.hellos().isEmpty() ? null : true);
        boolean there = controller.hellos().getFirst().getSandboxesList().contains("bubblewrap");
        if (!there) {
            System.out.println("SKIPPED: bubblewrap cannot start here; 'millrace doctor' says why");
        }
        Assumptions.assumeTrue(there);
    }

    @AfterAll
    static void stop() throws Exception {
        agent.close();
        controller.close();
    }

    private static SandboxRequest.Builder sandbox(String kind) {
        return SandboxRequest.newBuilder().setKind(kind).setTrust("protected");
    }

    private static LeaseRef granted(SandboxRequest.Builder sandbox) throws Exception {
        var lease = lease(JOBS.incrementAndGet());
        var accepted = agent.grant(lease, LONG, "job-" + lease.getJob(), sandbox.build());
        assertEquals(sandbox.getKind(), accepted.getSandbox());
        return lease;
    }

    private static Path workspace(LeaseRef lease) throws Exception {
        return directory.toRealPath().resolve("agent/workspaces/job-" + lease.getJob());
    }

    private static String said(LeaseRef lease, int step, Execute.Builder execute) throws Exception {
        agent.execute(operation(lease, step, 0), execute);
        controller.awaitFinished(operation(lease, step, 0));
        return controller.text(operation(lease, step, 0));
    }

    @Test
    void no_attack_succeeds_in_bubblewrap() throws Exception {
        var victim = granted(sandbox("bubblewrap"));
        var running = operation(victim, 1, 0);
        agent.execute(
                running,
                shell("echo mine >secret; chmod 600 secret; exec sleep 276").putEnvironment("VICTIM_MARK", "kept"));
        var pid = controller.await("the victim", () -> pid("sleep\u0000276"));
        var attacker = granted(limited("bubblewrap"));
        tried(attacker, Attack::bubblewrap, victim, pid);
        agent.release(attacker);
        if (System.getProperty("user.name").equals("root")) {
            var root = granted(sandbox("process"));
            var checks = new ArrayList<Executable>();
            for (var attack : Attack.ALL.stream().filter(Attack::proven).toList()) {
                var said = tried(root, 10 + checks.size(), attack, victim, pid);
                checks.add(() -> assertTrue(said.contains("GOT"), "is no attack: " + attack.name() + ": " + said));
            }
            assertAll(checks);
            agent.release(root);
        }
        agent.release(victim);
        assertEquals(0, AgentUnderTest.count("sleep\u0000276"));
    }

    @Test
    void limits_hold_processes_without_walls_too() throws Exception {
        var attacker = granted(limited("process"));
        tried(attacker, Attack::process, attacker, 1);
        agent.release(attacker);
    }

    private static SandboxRequest.Builder limited(String kind) {
        return sandbox(kind).setProcesses(100).setMemoryBytes(MEMORY);
    }

    private static void tried(LeaseRef attacker, Function<Attack, Claim> claim, LeaseRef victim, long pid)
            throws Exception {
        var checks = new ArrayList<Executable>();
        int step = 10;
        for (var attack : Attack.ALL) {
            if (claim.apply(attack) == Claim.NONE) {
                continue;
            }
            var said = tried(attacker, step++, attack, victim, pid);
            checks.add(() -> assertFalse(said.contains("GOT"), attack.name() + ": " + said));
        }
        assertAll(checks);
    }

    private static String tried(LeaseRef attacker, int step, Attack attack, LeaseRef victim, long pid)
            throws Exception {
        return said(
                attacker,
                step,
                shell("( " + attack.script() + " ) 2>&1; wait")
                        .putEnvironment("VICTIM", workspace(victim).toString())
                        .putEnvironment("VICTIM_PID", Long.toString(pid))
                        .putEnvironment("LAUNCHER", Long.toString(launcher(pid)))
                        .putEnvironment(
                                "AGENT", directory.toRealPath().resolve("agent").toString())
                        .putEnvironment("PORT", Integer.toString(controller.port())));
    }

    /** The one of a process's ancestors that the supervisor started. */
    private static long launcher(long pid) throws Exception {
        long supervisor = agent.supervisor();
        return Stream.iterate(
                        ProcessHandle.of(pid), Optional::isPresent, handle -> handle.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream)
                .filter(handle -> handle.parent().map(ProcessHandle::pid).orElse(0L) == supervisor)
                .map(ProcessHandle::pid)
                .findFirst()
                .orElse(pid);
    }

    private static @Nullable Long pid(String marker) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            for (var process : processes
                    .filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .toList()) {
                if (Files.exists(process.resolve("cmdline"))
                        && Files.readString(process.resolve("cmdline")).startsWith(marker)) {
                    return Long.parseLong(process.getFileName().toString());
                }
            }
        } catch (java.io.IOException e) {
            return null; // it ended while it was looked at
        }
        return null;
    }

    @Test
    void the_reason_of_an_end_tells_memory_and_processes_from_the_rest() throws Exception {
        for (var kind : List.of("bubblewrap", "process")) {
            var lease = granted(limited(kind));
            var reasons = new HashMap<String, Exited.Reason>();
            var codes = new HashMap<String, Integer>();
            var scripts = Map.of(
                    "signal", "sleep 0.3; kill -9 $$",
                    "as shells say it", "exit 137",
                    "memory", "perl -e '$x = q(a) x 400_000_000'",
                    "processes", "i=0; while [ $i -lt 300 ]; do sleep 272 & i=$((i+1)); done");
            for (var each : List.of("memory", "code", "signal", "as shells say it", "processes", "more")) {
                var name = operation(lease, 1 + reasons.size(), 0);
                agent.execute(name, shell(scripts.getOrDefault(each, "exit 3")));
                var exited = controller.awaitFinished(name).getExited();
                reasons.put(each, exited.getReason());
                codes.put(each, exited.getCode());
            }
            assertEquals(9, codes.get("signal"), kind);
            assertEquals(137, codes.get("as shells say it"), kind);
            assertEquals(
                    Map.of(
                            "memory", Exited.Reason.OUT_OF_MEMORY,
                            "code", Exited.Reason.CODE,
                            "signal", Exited.Reason.SIGNAL,
                            "as shells say it", Exited.Reason.CODE,
                            "processes", Exited.Reason.OUT_OF_PROCESSES,
                            // what a step leaves running in walls, ends with it
                            "more", kind.equals("process") ? Exited.Reason.OUT_OF_PROCESSES : Exited.Reason.CODE),
                    reasons,
                    kind);
            agent.release(lease);
        }
    }

    @Test
    void a_job_behind_walls_has_its_workspace_its_temporary_files_its_secrets_and_what_the_agent_wrote()
            throws Exception {
        var lease = granted(sandbox("bubblewrap"));
        var write = operation(lease, 1, 0);
        controller.operate(Operate.newBuilder()
                .setOperation(write)
                .setWrite(WriteFile.newBuilder()
                        .setPath("a/b/file")
                        .setContent(ByteString.copyFromUtf8("by the agent\n")))
                .build());
        controller.awaitFinished(write);
        var said = said(
                lease,
                2,
                Execute.newBuilder()
                        .addCommand(Argument.newBuilder().setLiteral("/bin/sh"))
                        .addCommand(Argument.newBuilder().setAttachment("script"))
                        .addAttachments(
                                Attachment.newBuilder()
                                        .setName("script")
                                        .setContent(
                                                ByteString.copyFromUtf8(
                                                        "cat a/b/file; echo more >>a/b/file; touch a/b/new; pwd; echo $TOKEN | wc -c; echo x >$TMPDIR/y; echo z >$HOME/z; whoami\n")))
                        .addSecrets(SecretValue.newBuilder()
                                .setPlaceholder("~1~")
                                .setValue(ByteString.copyFromUtf8("tops3cret")))
                        .putEnvironment("TOKEN", "~1~"));
        assertEquals("by the agent\n%s\n10\njob\n".formatted(workspace(lease)), said);
        assertEquals("by the agent\nmore\n", Files.readString(workspace(lease).resolve("a/b/file")));
        assertTrue(said(lease, 3, shell("cat $TMPDIR/y $HOME/z")).endsWith("x\nz\n"));
        agent.release(lease);
        assertFalse(Files.exists(directory.resolve("agent/spool/%d.1.7".formatted(lease.getJob()))));
    }

    /** What holds the walls could otherwise be a way to more. */
    @Test
    void every_process_of_a_job_has_its_user_its_groups_and_no_right_of_the_agents() throws Exception {
        var lease = granted(limited("bubblewrap").setCpuMillis(1500));
        var name = operation(lease, 1, 0);
        agent.execute(name, shell("ls /proc/self/fd; ulimit -n; sleep 273 & wait"));
        var job = controller.await("the job", () -> pid("sleep\u0000273"));
        assertEquals("0\n1\n2\n3\n16384\n", controller.await("its words", () -> {
            var text = controller.text(name);
            return text.endsWith("16384\n") ? text : null;
        }));
        var user = Files.getAttribute(workspace(lease), "unix:uid").toString();
        var root = System.getProperty("user.name").equals("root");
        var chain = Stream.iterate(
                        ProcessHandle.of(job).orElseThrow(),
                        handle -> handle.parent().orElseThrow())
                .takeWhile(handle -> handle.pid() != agent.supervisor())
                .map(ProcessHandle::pid)
                .toList();
        assertEquals(4, chain.size(), "the program, its shell, and two that hold the walls");
        for (long pid : chain) {
            var status = Files.readString(Path.of("/proc/%d/status".formatted(pid)));
            var id = root ? "(\t%s){4}".formatted(user) : ".*";
            assertTrue(status.matches("(?s).*\nUid:%s\n(.*\n)?Gid:%s\n.*".formatted(id, id)), status);
            assertTrue(!root || status.matches("(?s).*\nGroups:\\s*\nNSt.*"), status);
            assertTrue(status.contains("NoNewPrivs:\t1\n"), status);
            assertTrue(pid == chain.get(2) || status.contains("CapPrm:\t0000000000000000\n"), status);
            var groups = Files.readString(Path.of("/proc/%d/cgroup".formatted(pid)));
            for (var controller : List.of("memory", "pids", "cpu")) {
                assertTrue(
                        groups.matches("(?s).*[:,](%s)?[:,].*/%d\\.1\\.7\n.*".formatted(controller, lease.getJob())),
                        groups);
            }
            assertTrue(Files.readString(Path.of("/proc/%d/limits".formatted(pid)))
                    .matches("(?s).*Max open files +16384 +16384 .*"));
        }
        var supervisor = Path.of("/proc/%d/task".formatted(agent.supervisor()));
        try (var threads = Files.newDirectoryStream(supervisor)) {
            for (var thread : threads) {
                assertFalse(Files.readString(thread.resolve("cgroup")).contains("/" + lease.getJob() + ".1.7"));
                assertTrue(!root || Files.readString(thread.resolve("status")).contains("Uid:\t0\t0\t0\t0\n"));
            }
        }
        agent.release(lease);
    }

    @Test
    void a_cancelled_job_behind_walls_has_its_grace() throws Exception {
        var lease = granted(sandbox("bubblewrap"));
        var name = operation(lease, 1, 0);
        agent.execute(
                name,
                shell("trap 'echo in peace; exit 0' TERM; echo ready; sleep 275 & wait")
                        .setGraceMillis(20_000));
        controller.await("ready", () -> controller.text(name).startsWith("ready") ? true : null);
        controller.send(ToAgent.newBuilder()
                .setCancel(Cancel.newBuilder().setOperation(name))
                .build());
        assertEquals(
                Exited.Reason.ABORTED,
                controller.awaitFinished(name).getExited().getReason());
        assertEquals("ready\nin peace\n", controller.text(name));
        agent.release(lease);
    }

    /** Without walls there are other places to write to; what is counted is counted there too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                // many files
                "i=0; while [ $i -lt 20 ]; do dd if=/dev/zero of=f$i bs=1M count=8; i=$((i+1)); done",
                // no bytes at all
                "perl -e 'mkdir q(d); for (1..30000) { open(F, q(>), qq(d/$_)) }'",
                // in the home
                "i=0; while [ $i -lt 20 ]; do dd if=/dev/zero of=$TMPDIR/f$i bs=1M count=8; i=$((i+1)); done",
                // further down than any path leads
                "perl -e 'for (1..3000) { mkdir q(d) x 200; chdir q(d) x 200 }'",
                // without a name
                "perl -e 'for (1..20) { open(my $f, q(>), q(x)); push @all, $f; unlink q(x); syswrite($f, q(a) x 8_000_000) } sleep 30'"
            })
    void a_job_with_more_on_disk_than_it_may_is_ended_for_that(String script) throws Exception {
        for (var kind : List.of("bubblewrap", "process")) {
            var lease = granted(limited(kind).setDiskBytes(64 << 20));
            var small = operation(lease, 1, 0);
            agent.execute(small, shell("dd if=/dev/zero of=small bs=1M count=8; sleep 1; rm small"));
            assertEquals(
                    Exited.Reason.CODE,
                    controller.awaitFinished(small).getExited().getReason());
            var name = operation(lease, 2, 0);
            agent.execute(name, shell(script + "; sleep 30; echo GOT"));
            assertEquals(
                    Exited.Reason.OUT_OF_DISK,
                    controller.awaitFinished(name).getExited().getReason(),
                    kind);
            agent.release(lease);
            // Java's own removal of the directory ends where paths do
            assertEquals(
                    0,
                    new ProcessBuilder("rm", "-rf", workspace(lease).toString())
                            .start()
                            .waitFor());
        }
    }

    @Test
    void one_file_behind_walls_ends_where_the_disk_of_its_job_does() throws Exception {
        var lease = granted(limited("bubblewrap").setDiskBytes(64 << 20));
        said(lease, 1, shell("head -c 200000000 /dev/zero >big"));
        assertEquals(64 << 20, Files.size(workspace(lease).resolve("big")));
        agent.release(lease);
    }

    @Test
    void a_flood_of_log_waits_for_its_reader_and_keeps_nobody_else_from_working() throws Exception {
        for (var kind : List.of("bubblewrap", "process")) {
            var lease = granted(limited(kind));
            var flood = operation(lease, 1, 0);
            controller.takesOutput(false);
            try {
                agent.execute(flood, shell("yes 0123456 | head -c 30000000; touch written"));
                controller.await("a full spool", () -> spooled(lease) >= LOG ? true : null);
                var other = granted(sandbox(kind));
                assertTrue(said(other, 1, shell("echo works")).endsWith("works\n"));
                agent.release(other);
                assertTrue(spooled(lease) <= LOG + (1 << 16), () -> spooled(lease) + " bytes wait on disk");
                assertTrue(Files.notExists(workspace(lease).resolve("written")), "the writer waits");
            } finally {
                controller.takesOutput(true);
            }
            agent.release(lease);
            assertEquals(0, spooled(lease));
        }
    }

    private static long spooled(LeaseRef lease) {
        var directory = SandboxAttacksTest.directory.resolve("agent/spool/%d.1.7".formatted(lease.getJob()));
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("output."))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // it is being removed, or gone
        }
    }

    /** Nobody inside can; a machine out of memory may. */
    @Test
    void walls_whose_holder_is_killed_take_all_that_is_behind_them_along() throws Exception {
        var lease = granted(limited("bubblewrap"));
        var name = operation(lease, 1, 0);
        agent.execute(name, shell("setsid sleep 271 & sleep 271"));
        var pid = controller.await("the job", () -> pid("sleep\u0000271"));
        agent.signal("KILL", launcher(pid));
        var exited = controller.awaitFinished(name).getExited();
        assertEquals(Exited.Reason.SIGNAL, exited.getReason());
        assertEquals(9, exited.getCode());
        agent.awaitNone("sleep\u0000271");
        assertTrue(said(lease, 2, shell("echo goes on")).endsWith("goes on\n"));
        agent.release(lease);
    }

    @Test
    void nothing_that_hides_outlives_its_lease() throws Exception {
        for (var kind : List.of("bubblewrap", "process")) {
            var lease = granted(limited(kind));
            said(lease, 1, shell("(sleep 0.1 & exec sleep 0.3) & sleep 0.2"));
            said(lease, 2, shell("setsid sh -c 'env -i setsid sleep 274 & ' >/dev/null 2>&1 & sleep 0.2"));
            if (kind.equals("bubblewrap")) {
                assertEquals(0, AgentUnderTest.count("sleep\u0000274"), "it ends with the step");
            }
            agent.release(lease);
            assertEquals(0, AgentUnderTest.count("sleep\u0000274"), kind);
        }
        assertEquals(List.of(), groups());
        long supervisor = agent.supervisor();
        controller.await("no zombie", () -> zombies(supervisor) == 0 ? true : null);
        try (var threads = Files.list(Path.of("/proc/%d/task".formatted(supervisor)))) {
            for (var thread : threads.toList()) {
                assertFalse(Files.readString(thread.resolve("mounts")).contains("/run/millrace/"), thread::toString);
            }
        }
        assertFalse(Files.readString(Path.of("/proc/mounts")).contains("/run/millrace"));
    }

    private static long zombies(long parent) {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .filter(path -> {
                        try {
                            return Files.readString(path.resolve("stat")).contains(") Z %d ".formatted(parent));
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> groups() throws Exception {
        try (Stream<Path> all = Files.find(
                Path.of("/sys/fs/cgroup"),
                8,
                (path, _) -> path.getFileName().toString().matches("[0-9]+\\.1\\.7"))) {
            return all.map(Path::toString)
                    .filter(path -> path.contains("millrace-"
                            + java.util.UUID.nameUUIDFromBytes(directory
                                    .resolve("agent")
                                    .toString()
                                    .getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                    .toList();
        }
    }

    @Test
    void a_link_leads_the_agent_out_of_no_workspace() throws Exception {
        for (var kind : List.of("bubblewrap", "process")) {
            var lease = granted(sandbox(kind));
            said(lease, 1, shell("ln -s /etc/passwd link"));
            OperationRef read = operation(lease, 2, 0);
            controller.operate(Operate.newBuilder()
                    .setOperation(read)
                    .setRead(ReadFile.newBuilder().setPath("link"))
                    .build());
            assertEquals(
                    "outside-workspace",
                    controller.awaitFinished(read).getFailure().getCode());
            agent.release(lease);
        }
    }

    @Test
    void what_a_fork_leaves_in_a_workspace_meets_no_other_job() throws Exception {
        var fork = lease(JOBS.incrementAndGet());
        agent.grant(fork, LONG, "shared", sandbox("auto").setTrust("fork").build());
        said(fork, 1, shell("echo poison >hook"));
        agent.release(fork);
        for (var trust : List.of("protected", "fork")) {
            var next = lease(JOBS.incrementAndGet());
            agent.grant(next, LONG, "shared", sandbox("auto").setTrust(trust).build());
            assertEquals("", said(next, 1, shell("ls")), trust);
            agent.release(next);
        }
    }

    @Test
    void the_page_of_the_documentation_says_what_is_claimed() throws Exception {
        AttacksPage.check();
    }
}
