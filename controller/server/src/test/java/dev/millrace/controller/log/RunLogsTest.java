package dev.millrace.controller.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunLogsTest {
    private static TestDatabase db;
    private HeldCommit commits;
    private RunLogs logs;
    private RunId run;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @BeforeEach
    void create() {
        commits = new HeldCommit(db.groupCommit());
        logs = logs();
        run = new RunId(db.ids().next());
    }

    private RunLogs logs() {
        return LogModule.create(db.database(), commits, InstantSource.system(), Thread::startVirtualThread);
    }

    private LogOutput output(int step, int ordinal) {
        return new LogOutput(run, step, ordinal, false);
    }

    private String text(RunLogs from, long position, long limit) throws IOException {
        var out = new ByteArrayOutputStream();
        from.copy(run, position, limit, out);
        return out.toString(UTF_8);
    }

    private long rows() {
        return db.database().read(connection -> {
            try (var query = connection.prepareStatement("select count(*) from log_chunk where run_id = ?")) {
                query.setLong(1, run.value());
                try (var answer = query.executeQuery()) {
                    answer.next();
                    return answer.getLong(1);
                }
            }
        });
    }

    @Test
    void lines_that_come_while_a_commit_is_under_way_share_a_chunk() throws Exception {
        commits.hold();
        var expected = new StringBuilder();
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (var line = 1; line <= 1000; line++) {
            expected.append("line ").append(line).append('\n');
            last = logs.append(run, line, ("line " + line + "\n").getBytes(UTF_8), false);
        }
        assertEquals(0, logs.length(run));
        commits.release();
        last.get(10, TimeUnit.SECONDS);
        assertEquals(1, rows());
        assertEquals(expected.toString(), text(logs, 0, Long.MAX_VALUE));
        assertEquals(expected.length(), logs.length(run));
    }

    @Test
    void output_that_is_repeated_is_kept_once_and_a_gap_is_refused() throws Exception {
        assertEquals(
                6, logs.appendOutput(output(1, 0), 0, "abcdef".getBytes(UTF_8)).get(10, TimeUnit.SECONDS));
        assertEquals(
                6, logs.appendOutput(output(1, 0), 2, "cdef".getBytes(UTF_8)).get(10, TimeUnit.SECONDS));
        assertEquals(
                8, logs.appendOutput(output(1, 0), 4, "efgh".getBytes(UTF_8)).get(10, TimeUnit.SECONDS));
        assertThrows(IllegalArgumentException.class, () -> logs.appendOutput(output(1, 0), 9, new byte[1]));
        assertEquals(8, logs.outputEnd(output(1, 0)));
        assertEquals("abcdefgh", text(logs, 0, 100));
    }

    @Test
    void a_new_controller_goes_on_where_the_log_is_durable() throws Exception {
        logs.append(run, 0, "marker\n".getBytes(UTF_8), false).get(10, TimeUnit.SECONDS);
        logs.appendOutput(output(3, 1), 0, "out\n".getBytes(UTF_8)).get(10, TimeUnit.SECONDS);
        var next = logs();
        assertEquals(4, next.outputEnd(output(3, 1)));
        next.appendOutput(output(3, 1), 0, "out\nmore\n".getBytes(UTF_8)).get(10, TimeUnit.SECONDS);
        next.append(run, 0, "end\n".getBytes(UTF_8), false).get(10, TimeUnit.SECONDS);
        assertEquals("marker\nout\nmore\nend\n", text(next, 0, 1000));
    }

    @Test
    void what_others_print_never_goes_on_with_a_line_that_is_open() throws Exception {
        var controller = logs;
        for (var open : List.of(output(1, 0), output(2, 0), output(2, 1))) {
            var from = controller.outputEnd(open);
            controller.appendOutput(open, from, "open".getBytes(UTF_8)).get(10, TimeUnit.SECONDS);
            controller = logs();
        }
        controller.append(run, 2, "line\n".getBytes(UTF_8), false).get(10, TimeUnit.SECONDS);
        controller.appendOutput(output(2, 1), 4, "ended\n".getBytes(UTF_8)).get(10, TimeUnit.SECONDS);
        var _ = controller.appendOutput(output(1, 0), 4, "a".getBytes(UTF_8));
        controller.appendOutput(output(1, 0), 5, "b\n".getBytes(UTF_8)).get(10, TimeUnit.SECONDS);
        assertEquals("open\nopen\nopen\nline\nended\nab\n", text(controller, 0, Long.MAX_VALUE));
    }

    @Test
    void any_range_of_a_log_of_chunks_of_all_sizes_can_be_copied() throws Exception {
        var random = new Random(5);
        var expected = new ByteArrayOutputStream();
        CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
        for (var size : new int[] {1, 100, 5_000, 70_000, 300_000, 10, 20_000}) {
            var bytes = new byte[size];
            for (var index = 0; index < size; index++) {
                bytes[index] = (byte) ('a' + (size % 2 == 0 ? random.nextInt(26) : index % 3));
            }
            expected.writeBytes(bytes);
            last = logs.append(run, 0, bytes, false);
            last.get(10, TimeUnit.SECONDS);
        }
        var all = expected.toString(UTF_8);
        assertEquals(all, text(logs, 0, Long.MAX_VALUE));
        for (var round = 0; round < 50; round++) {
            var from = random.nextInt(all.length());
            var length = random.nextInt(100_000);
            assertEquals(all.substring(from, Math.min(all.length(), from + length)), text(logs, from, length));
        }
        assertEquals("", text(logs, all.length(), 10));
    }

    @Test
    void who_follows_hears_of_growth_after_it_is_durable() throws Exception {
        var seen = new CompletableFuture<Long>();
        try (var _ = logs.follow(run, length -> {
            if (length == 5) {
                seen.complete(length);
            }
        })) {
            commits.hold();
            var durable = logs.append(run, 0, "12345".getBytes(UTF_8), false);
            assertTrue(!seen.isDone());
            commits.release();
            durable.get(10, TimeUnit.SECONDS);
            assertEquals(5, seen.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void timestamps_stand_before_each_line_once_however_it_comes_and_whoever_takes_it_up() throws Exception {
        var text = "one\n\nthree, which is longer\n" + "x".repeat(20_000) + "\n".repeat(3_000) + "no end";
        var bytes = text.getBytes(UTF_8);
        var random = new Random(11);
        var output = new LogOutput(run, 4, 0, true);
        var from = logs;
        for (var at = 0; at < bytes.length; ) {
            var to = Math.min(bytes.length, at + 1 + random.nextInt(9_000));
            var again = Math.max(0, at - random.nextInt(10)); // what was not acknowledged comes again
            from.appendOutput(output, again, Arrays.copyOfRange(bytes, again, to))
                    .get(10, TimeUnit.SECONDS);
            at = to;
            from = random.nextBoolean() ? from : logs();
        }
        assertEquals(bytes.length, from.outputEnd(output));
        var lines = text(from, 0, Long.MAX_VALUE).split("\n", -1);
        var stamp = Pattern.compile("\\[\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z] ");
        assertEquals(
                text,
                Stream.of(lines)
                        .map(line -> stamp.matcher(line).replaceFirst(""))
                        .collect(Collectors.joining("\n")));
        assertTrue(Stream.of(lines).allMatch(line -> stamp.matcher(line).lookingAt()));
    }
}
