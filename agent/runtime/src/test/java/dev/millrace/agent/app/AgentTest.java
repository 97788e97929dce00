package dev.millrace.agent.app;

import static dev.millrace.agent.app.AgentUnderTest.lease;
import static dev.millrace.agent.app.AgentUnderTest.operation;
import static dev.millrace.agent.app.AgentUnderTest.shell;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.Acknowledge;
import dev.millrace.wire.proto.Argument;
import dev.millrace.wire.proto.Attachment;
import dev.millrace.wire.proto.Cancel;
import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.Exited;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OutputTaken;
import dev.millrace.wire.proto.PackTree;
import dev.millrace.wire.proto.ReadFile;
import dev.millrace.wire.proto.SecretValue;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.Tree;
import dev.millrace.wire.proto.TreeEntry;
import dev.millrace.wire.proto.UnpackTree;
import dev.millrace.wire.proto.WorkspaceRequest;
import dev.millrace.wire.proto.WriteFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real agent over real TLS, with real processes: one for all of these tests. */
class AgentTest {
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final AtomicLong JOBS = new AtomicLong();

    @TempDir
    static Path directory;

    private static FakeController controller;
    private static AgentUnderTest agent;

    private final List<LeaseRef> granted = new ArrayList<>();
    private final long begun = System.nanoTime();

    @BeforeAll
    static void start() throws Exception {
        controller = new FakeController(LONG);
        agent = new AgentUnderTest(controller, directory);
    }

    @AfterAll
    static void stop() throws Exception {
        agent.close();
        controller.close();
    }

    @AfterEach
    void release() throws Exception {
        for (var lease : granted) {
            agent.release(lease);
        }
    }

    private LeaseRef granted(String key) throws Exception {
        var lease = lease(JOBS.incrementAndGet());
        agent.grant(lease, LONG, key);
        granted.add(lease);
        return lease;
    }

    private LeaseRef granted() throws Exception {
        return granted("job-" + (JOBS.get() + 1));
    }

    private Path workspace(LeaseRef lease) {
        return directory.resolve("agent/workspaces/job-" + lease.getJob());
    }

    private boolean passed(long millis) {
        return System.nanoTime() - begun > millis * 1_000_000;
    }

    @Test
    void an_agent_joins_takes_a_lease_runs_a_command_and_gives_everything_back() throws Exception {
        var lease = lease(JOBS.incrementAndGet());
        var accepted = agent.grant(lease, LONG, "first");
        assertTrue(accepted.getWorkspace().endsWith("/workspaces/first"), accepted.getWorkspace());
        assertEquals("process", accepted.getSandbox());
        assertFalse(accepted.getNoticesList().isEmpty());

        var operation = operation(lease, 3, 0);
        agent.execute(
                operation,
                shell("echo out; echo err >&2; echo again; env | sort; pwd; exit 7")
                        .putEnvironment("STEP", "three"));
        var finished = controller.awaitFinished(operation);
        assertEquals(Exited.Reason.CODE, finished.getExited().getReason());
        assertEquals(7, finished.getExited().getCode());
        var text = controller.text(operation);
        assertEquals(finished.getOutputEnd(), controller.output(operation).length);
        assertTrue(text.startsWith("out\nerr\nagain\n"), text);
        assertTrue(text.contains("FROM_AGENT=yes\n"), text);
        assertTrue(text.contains("BUILD_NUMBER=12\n"), text);
        assertTrue(text.contains("STEP=three\n"), text);
        assertTrue(text.contains("NODE_NAME=tested\n"), text);
        assertFalse(text.contains("MAVEN"), text);
        assertTrue(text.endsWith(accepted.getWorkspace() + "\n"), text);

        agent.release(lease);
        assertFalse(Files.exists(directory.resolve("agent/spool/%d.1.7".formatted(lease.getJob()))));
        assertEquals(1, controller.joins());
    }

    @Test
    void cancelling_kills_what_has_escaped_by_setsid_and_double_fork() throws Exception {
        var lease = granted();
        var operation = operation(lease, 1, 0);
        agent.execute(
                operation,
                shell("(setsid sh -c 'trap \"\" TERM; (sleep 31.4154 &); sleep 31.4154' &) ; "
                        + "trap 'echo polite; exit 9' TERM; echo begun; while :; do sleep 0.05; done"));
        controller.await("the escaped", () -> AgentUnderTest.count("31.4154") >= 2 ? true : null);
        controller.await("output", () -> controller.text(operation).startsWith("begun\n") ? true : null);
        controller.send(ToAgent.newBuilder()
                .setCancel(Cancel.newBuilder().setOperation(operation).setReason("test"))
                .build());
        var finished = controller.awaitFinished(operation);
        assertEquals(Exited.Reason.ABORTED, finished.getExited().getReason());
        assertTrue(controller.text(operation).contains("polite\n"), controller.text(operation));
        assertEquals(0, AgentUnderTest.count("31.4154"));
    }

    @Test
    void a_daemon_outlives_its_step_and_not_its_lease_even_without_its_cookie() throws Exception {
        var lease = granted();
        var operation = operation(lease, 1, 0);
        agent.execute(operation, shell("(setsid env -i sleep 31.4155 &) ; (sleep 31.4155 &); echo begun"));
        assertEquals(0, controller.awaitFinished(operation).getExited().getCode());
        controller.await("two daemons", () -> AgentUnderTest.count("31.4155") == 2 ? true : null);
        agent.release(lease);
        assertEquals(0, AgentUnderTest.count("31.4155"));
    }

    @Test
    void no_more_than_a_window_of_output_is_sent_before_it_is_taken() throws Exception {
        var lease = granted();
        var operation = operation(lease, 1, 0);
        controller.takesOutput(false);
        agent.execute(operation, shell("head -c 3000000 /dev/zero | tr '\\0' x"));
        controller.await("a window", () -> controller.output(operation).length == Protocol.WINDOW ? true : null);
        controller.await("time to pass", () -> passed(500) ? true : null);
        assertEquals(Protocol.WINDOW, controller.output(operation).length);
        controller.takesOutput(true);
        controller.send(ToAgent.newBuilder()
                .setOutputTaken(OutputTaken.newBuilder().setOperation(operation).setOffset(Protocol.WINDOW))
                .build());
        assertEquals(3_000_000, controller.awaitFinished(operation).getOutputEnd());
        assertEquals(3_000_000, controller.output(operation).length);
        assertEquals(0, controller.repeatedBytes(operation));
    }

    @Test
    void secrets_reach_the_process_and_neither_output_nor_result_nor_disk() throws Exception {
        var lease = granted();
        var operation = operation(lease, 1, 0);
        agent.execute(
                operation,
                shell(
                                "test ${#PASSWORD} = 19 || exit 5; echo is $PASSWORD; printf 'hunter2-'; sleep 0.3; echo long-enough")
                        .putEnvironment("PASSWORD", "@secret-1@")
                        .addSecrets(SecretValue.newBuilder()
                                .setPlaceholder("@secret-1@")
                                .setValue(ByteString.copyFromUtf8("hunter2-long-enough"))));
        assertEquals(0, controller.awaitFinished(operation).getExited().getCode());
        assertEquals("is ****\n****\n", controller.text(operation));
        var captured = operation(lease, 2, 0);
        agent.execute(
                captured,
                shell("echo got $PASSWORD; echo seen >&2")
                        .setCapture(true)
                        .putEnvironment("PASSWORD", "@secret-1@")
                        .addSecrets(SecretValue.newBuilder()
                                .setPlaceholder("@secret-1@")
                                .setValue(ByteString.copyFromUtf8("hunter2-long-enough"))));
        var finished = controller.awaitFinished(captured);
        assertEquals("got @secret-1@\n", finished.getExited().getCaptured().toStringUtf8());
        assertEquals("seen\n", controller.text(captured));
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        Files.readString(file, StandardCharsets.ISO_8859_1).contains("hunter2-long"), file.toString());
            }
        }
    }

    @Test
    void a_lease_that_is_offered_again_is_answered_as_before() throws Exception {
        var lease = lease(JOBS.incrementAndGet());
        var first = agent.grant(lease, LONG);
        Predicate<FromAgent> answer =
                message -> message.hasAccepted() && message.getAccepted().equals(first);
        assertEquals(1, controller.count(answer));
        agent.grant(lease, LONG);
        controller.await("the same answer", () -> controller.count(answer) == 2 ? true : null);
        agent.release(lease);
    }

    @Test
    void asking_again_attaches_and_what_is_acknowledged_is_forgotten() throws Exception {
        var lease = granted();
        var operation = operation(lease, 1, 0);
        agent.execute(operation, shell("echo once >> count; sleep 0.3"));
        agent.execute(operation, shell("echo once >> count; sleep 0.3"));
        controller.awaitFinished(operation);
        agent.execute(operation, shell("echo once >> count; sleep 0.3"));
        controller.await(
                "the end again",
                () -> controller.count(message -> message.hasFinished()
                                        && message.getFinished().getOperation().equals(operation))
                                >= 2
                        ? true
                        : null);
        assertEquals("once\n", Files.readString(workspace(lease).resolve("count")));
        controller.send(ToAgent.newBuilder()
                .setAcknowledge(Acknowledge.newBuilder().setOperation(operation))
                .build());
        var spooled = directory.resolve("agent/spool/%d.1.7/1.0".formatted(lease.getJob()));
        controller.await("the spool to forget", () -> Files.exists(spooled) ? null : true);
    }

    @Test
    void what_cannot_be_started_says_why() throws Exception {
        var lease = granted();
        var operation = operation(lease, 1, 0);
        agent.execute(
                operation, Execute.newBuilder().addCommand(Argument.newBuilder().setLiteral("no-such-program")));
        var exited = controller.awaitFinished(operation).getExited();
        assertEquals(Exited.Reason.NOT_STARTED, exited.getReason());
        assertEquals("no-such-program: No such file or directory in PATH", exited.getMessage());
    }

    @Test
    void output_that_cannot_be_stored_ends_the_operation_and_is_told() throws Exception {
        var lease = granted();
        var operation = operation(lease, 1, 0);
        var spooled = directory.resolve("agent/spool/%d.1.7/1.0".formatted(lease.getJob()));
        Files.createDirectories(spooled.resolve("output.0"));
        agent.execute(operation, shell("echo begun; sleep 31.4157"));
        var failure = controller.awaitFinished(operation).getFailure();
        assertTrue(failure.getMessage().startsWith("The output cannot be stored"), failure.getMessage());
        agent.awaitNone("31.4157");
    }

    @Test
    void a_script_with_a_secret_is_nowhere_on_a_disk_and_gone_afterwards() throws Exception {
        var lease = granted();
        var operation = operation(lease, 1, 0);
        agent.execute(
                operation,
                Execute.newBuilder()
                        .addCommand(Argument.newBuilder().setLiteral("/bin/sh"))
                        .addCommand(Argument.newBuilder().setAttachment("netrc"))
                        .addAttachments(Attachment.newBuilder()
                                .setName("netrc")
                                .setContent(ByteString.copyFromUtf8("echo $0; echo @secret-2@ | tr a-z A-Z")))
                        .addSecrets(SecretValue.newBuilder()
                                .setPlaceholder("@secret-2@")
                                .setValue(ByteString.copyFromUtf8("swordfish-and-more"))));
        controller.awaitFinished(operation);
        var text = controller.text(operation);
        assertTrue(text.endsWith("SWORDFISH-AND-MORE\n"), text);
        var file = Path.of(text.lines().findFirst().orElseThrow());
        assertTrue(Files.exists(file));
        assertTrue(file.startsWith("/dev/shm") || !Files.isDirectory(Path.of("/dev/shm")), text);
        controller.send(ToAgent.newBuilder()
                .setAcknowledge(Acknowledge.newBuilder().setOperation(operation))
                .build());
        controller.await("the script to go", () -> Files.exists(file) ? null : true);
    }

    @Test
    void a_signal_is_told_from_an_exit_code() throws Exception {
        var lease = granted();
        var operation = operation(lease, 1, 0);
        agent.execute(operation, shell("kill -SEGV $$"));
        var exited = controller.awaitFinished(operation).getExited();
        assertEquals(Exited.Reason.SIGNAL, exited.getReason());
        assertEquals(11, exited.getCode());
    }

    @Test
    void attachments_are_private_files_that_run_and_go_with_their_operation() throws Exception {
        var lease = granted();
        var operation = operation(lease, 1, 0);
        agent.execute(
                operation,
                Execute.newBuilder()
                        .addCommand(Argument.newBuilder().setLiteral("/bin/sh"))
                        .addCommand(Argument.newBuilder().setLiteral("-xe"))
                        .addCommand(Argument.newBuilder().setAttachment("script.sh"))
                        .addAttachments(Attachment.newBuilder()
                                .setName("script.sh")
                                .setContent(ByteString.copyFromUtf8("echo hello\nstat -c %a $0\n"))));
        controller.awaitFinished(operation);
        var text = controller.text(operation);
        assertTrue(text.startsWith("+ echo hello\nhello\n+ stat"), text);
        assertTrue(text.endsWith("600\n"), text);
    }

    @Test
    void two_leases_of_one_key_work_in_two_directories_and_too_many_are_refused() throws Exception {
        var paths = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            var lease = granted("shop-main");
            paths.add(agent.accepted(lease).getWorkspace().replaceAll(".*/", ""));
        }
        assertEquals(List.of("shop-main", "shop-main@2", "shop-main@3", "shop-main@4"), paths);
        var fifth = lease(JOBS.incrementAndGet());
        controller.send(ToAgent.newBuilder()
                .setGrant(LeaseGrant.newBuilder()
                        .setLease(fifth)
                        .setWorkspace(WorkspaceRequest.newBuilder().setKey("other")))
                .build());
        var refused = controller.await(FromAgent::hasRefused).getRefused();
        assertEquals("All 4 executors are taken", refused.getReason());
        agent.release(granted.remove(1));
        assertTrue(agent.accepted(granted("shop-main")).getWorkspace().endsWith("shop-main@2"));
    }

    @Test
    void files_travel_by_digest_and_paths_that_lead_outside_are_refused() throws Exception {
        var lease = granted();
        var prepare = operation(lease, 1, 0);
        agent.execute(
                prepare,
                shell(
                        "mkdir -p a/b empty; echo one > a/one; echo two > a/b/two; chmod 755 a/one; ln -s ../one a/b/link; "
                                + "head -c 3000000 /dev/urandom > a/big; ln -s / out; ln -s /etc etc"));
        controller.awaitFinished(prepare);

        var pack = operation(lease, 2, 0);
        controller.operate(Operate.newBuilder()
                .setOperation(pack)
                .setPack(PackTree.newBuilder().addExcludes("out").addExcludes("etc"))
                .build());
        var packed = controller.awaitFinished(pack).getPacked();
        assertEquals(3, packed.getFiles());
        assertEquals("", controller.blobs.violation());
        var tree = Tree.parseFrom(controller.blobs.get(packed.getTree()));
        assertEquals(
                List.of("a/b/link", "a/b/two", "a/big", "a/one", "empty"),
                tree.getEntriesList().stream().map(TreeEntry::getPath).toList());
        assertEquals(0755, tree.getEntries(3).getMode());

        var unpack = operation(lease, 3, 0);
        controller.operate(Operate.newBuilder()
                .setOperation(unpack)
                .setUnpack(UnpackTree.newBuilder().setTree(packed.getTree()).setDirectory("copy"))
                .build());
        assertTrue(controller.awaitFinished(unpack).hasCompleted());
        var compare = operation(lease, 4, 0);
        agent.execute(
                compare,
                shell("diff -r a copy/a && test -x copy/a/one && readlink copy/a/b/link && test -d copy/empty"));
        assertEquals(0, controller.awaitFinished(compare).getExited().getCode(), controller.text(compare));

        var disturb = operation(lease, 4, 1);
        agent.execute(
                disturb,
                shell("cd copy; rm -r a/b; echo x > a/b; echo changed > a/one; mkdir extra; echo y > extra/file"));
        controller.awaitFinished(disturb);
        var exact = operation(lease, 4, 2);
        controller.operate(Operate.newBuilder()
                .setOperation(exact)
                .setUnpack(UnpackTree.newBuilder()
                        .setTree(packed.getTree())
                        .setDirectory("copy")
                        .setExact(true))
                .build());
        assertTrue(controller.awaitFinished(exact).hasCompleted());
        var again = operation(lease, 4, 3);
        agent.execute(again, shell("diff -r a copy/a && test ! -e copy/extra"));
        assertEquals(0, controller.awaitFinished(again).getExited().getCode(), controller.text(again));

        controller.blobs.corrupt(tree.getEntries(1).getDigest(), ByteString.copyFromUtf8("false\n"));
        var damaged = operation(lease, 4, 4);
        controller.operate(Operate.newBuilder()
                .setOperation(damaged)
                .setUnpack(UnpackTree.newBuilder().setTree(packed.getTree()).setDirectory("damaged"))
                .build());
        assertEquals(
                "A blob arrived damaged",
                controller.awaitFinished(damaged).getFailure().getMessage());

        for (var path : List.of("../x", "/etc/passwd", "out/etc/passwd", "etc/passwd", "a/../../x")) {
            var read = operation(lease, 5, path.hashCode() & 0xffff);
            controller.operate(Operate.newBuilder()
                    .setOperation(read)
                    .setRead(ReadFile.newBuilder().setPath(path))
                    .build());
            assertEquals(
                    "outside-workspace",
                    controller.awaitFinished(read).getFailure().getCode(),
                    path);
        }
        var write = operation(lease, 6, 0);
        controller.operate(Operate.newBuilder()
                .setOperation(write)
                .setWrite(WriteFile.newBuilder()
                        .setPath("out/tmp/millrace-escape")
                        .setContent(ByteString.copyFromUtf8("x")))
                .build());
        assertEquals(
                "outside-workspace",
                controller.awaitFinished(write).getFailure().getCode());
    }
}
