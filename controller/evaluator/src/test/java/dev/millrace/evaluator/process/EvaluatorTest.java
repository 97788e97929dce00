package dev.millrace.evaluator.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.proto.Committed;
import dev.millrace.wire.proto.Configure;
import dev.millrace.wire.proto.Drop;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.History;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.ToEvaluator;
import dev.millrace.wire.proto.Validate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.HashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class EvaluatorTest {
    @Test
    void it_answers_configure_validates_and_runs_many_runs_at_once() throws Exception {
        var toIt = new PipedOutputStream();
        var itsInput = new PipedInputStream(toIt, 1 << 16);
        var fromIt = new PipedInputStream(1 << 16);
        var itsOutput = new PipedOutputStream(fromIt);
        var server = Thread.ofPlatform().daemon().start(() -> {
            try {
                new Evaluator(itsInput, itsOutput).serve();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        send(toIt, ToEvaluator.newBuilder().setConfigure(Configure.newBuilder().setUncommittedLimit(4)));
        assertTrue(FromEvaluator.parseDelimitedFrom(fromIt).hasReady());
        send(
                toIt,
                ToEvaluator.newBuilder()
                        .setValidate(
                                Validate.newBuilder().setRequest(9).setFile("F").setSource("pipeline { }")));
        var validated = FromEvaluator.parseDelimitedFrom(fromIt).getValidated();
        assertEquals(9, validated.getRequest());
        assertEquals(2, validated.getProblemsCount());
        var runs = 20;
        for (int run = 1; run <= runs; run++) {
            send(
                    toIt,
                    ToEvaluator.newBuilder()
                            .setRun(run)
                            .setStart(Start.newBuilder().setSource("10.times { echo \"$it\" }")));
            send(
                    toIt,
                    ToEvaluator.newBuilder()
                            .setRun(run)
                            .setHistory(History.newBuilder().setLast(true)));
        }
        var emitted = new HashMap<Long, Integer>();
        for (int dropped = 0; dropped < runs; ) {
            var message = FromEvaluator.parseDelimitedFrom(fromIt);
            var run = message.getRun();
            if (message.hasEmitted()) {
                var count = emitted.merge(run, 1, Integer::sum);
                send(
                        toIt,
                        ToEvaluator.newBuilder()
                                .setRun(run)
                                .setCommitted(Committed.newBuilder().setEntries(count)));
                if (message.getEmitted().getEntry().hasEnded()) {
                    assertEquals(
                            Result.SUCCESS,
                            message.getEmitted().getEntry().getEnded().getResult());
                    assertEquals(11, count);
                    send(toIt, ToEvaluator.newBuilder().setRun(run).setDrop(Drop.getDefaultInstance()));
                }
            }
            dropped += message.hasDropped() ? 1 : 0;
        }
        toIt.close();
        server.join();
    }

    @Test
    void a_run_that_was_begun_by_a_newer_release_is_refused() throws Exception {
        var toIt = new PipedOutputStream();
        var itsInput = new PipedInputStream(toIt, 1 << 16);
        var fromIt = new PipedInputStream(1 << 16);
        var server = Thread.ofPlatform().daemon().start(() -> {
            try (var itsOutput = new PipedOutputStream(fromIt)) {
                new Evaluator(itsInput, itsOutput).serve();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        send(toIt, ToEvaluator.newBuilder().setConfigure(Configure.getDefaultInstance()));
        int newest = FromEvaluator.parseDelimitedFrom(fromIt).getReady().getSemantics();
        var start = Start.newBuilder().setFile("Jenkinsfile").setSource("echo 'x'");
        var last = History.newBuilder().setLast(true);
        send(toIt, ToEvaluator.newBuilder().setRun(1).setStart(start.setSemantics(newest + 1)));
        send(toIt, ToEvaluator.newBuilder().setRun(1).setHistory(last));
        var ended =
                FromEvaluator.parseDelimitedFrom(fromIt).getEmitted().getEntry().getEnded();
        assertEquals(Result.FAILURE, ended.getResult());
        assertEquals(
                "The run was begun by a newer release: it needs version %d of the engine's semantics, and this release knows none above %d"
                        .formatted(newest + 1, newest),
                ended.getProblems(0).getMessage());
        send(toIt, ToEvaluator.newBuilder().setRun(2).setStart(start.setSemantics(newest)));
        send(toIt, ToEvaluator.newBuilder().setRun(2).setHistory(last));
        for (var message = FromEvaluator.parseDelimitedFrom(fromIt);
                ;
                message = FromEvaluator.parseDelimitedFrom(fromIt)) {
            if (message.getRun() == 2 && message.getEmitted().getEntry().hasEnded()) {
                assertEquals(
                        Result.SUCCESS,
                        message.getEmitted().getEntry().getEnded().getResult());
                break;
            }
        }
        toIt.close();
        server.join();
    }

    @Test
    void a_frame_beyond_the_limit_is_refused_before_it_is_read() {
        var announced = new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07};
        assertThrows(IOException.class, () -> Frames.read(new ByteArrayInputStream(announced)));
    }

    private static void send(PipedOutputStream out, ToEvaluator.Builder message) throws IOException {
        message.build().writeDelimitedTo(out);
        out.flush();
    }
}
