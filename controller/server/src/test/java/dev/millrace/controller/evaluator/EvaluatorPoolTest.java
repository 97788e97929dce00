package dev.millrace.controller.evaluator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.Configure;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.Ready;
import dev.millrace.wire.proto.Worn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which evaluator a run gets. */
class EvaluatorPoolTest {
    private static final Domain OURS = new Domain(1, "branch");

    private final List<Talking> launched = new ArrayList<>();
    private String unconfined = "";

    private EvaluatorPool pool(Isolation isolation) {
        var usual = EvaluatorSettings.usual(Path.of("java"), "", Path.of("."));
        var settings = new EvaluatorSettings(
                usual.java(),
                "",
                "",
                usual.directory(),
                usual.heapBytes(),
                List.of(),
                0,
                usual.uncommittedLimit(),
                usual.startTimeout(),
                usual.hangTimeout(),
                isolation);
        return new EvaluatorPool(
                () -> {
                    var started = new Talking();
                    started.say(FromEvaluator.newBuilder()
                            .setReady(Ready.newBuilder().setSemantics(1).setUnconfined(unconfined))
                            .build());
                    launched.add(started);
                    return started;
                },
                settings,
                Configure::getDefaultInstance,
                Runnable::run);
    }

    @Test
    void runs_of_a_domain_share_one_and_those_of_others_do_not() throws Exception {
        try (var pool = pool(Isolation.OFF)) {
            var ours = pool.of(OURS, false);
            assertSame(ours, pool.of(OURS, false));
            assertNotSame(ours, pool.of(new Domain(1, "fork"), false));
            assertNotSame(ours, pool.of(OURS, true));
        }
    }

    @Test
    void one_that_is_used_up_gets_no_more_runs_and_ends_with_its_last() throws Exception {
        try (var pool = pool(Isolation.OFF)) {
            var worn = pool.of(OURS, false);
            var program = worn.open(7, new Silent());
            launched.getFirst()
                    .say(FromEvaluator.newBuilder()
                            .setWorn(Worn.getDefaultInstance())
                            .build());
            var fresh = worn;
            for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                    fresh == worn && System.nanoTime() < end; ) {
                fresh = pool.of(OURS, false);
            }
            assertNotSame(worn, fresh);
            assertTrue(worn.alive(), "its run was lost");
            program.drop();
            assertEquals("another one took its place", worn.gone().get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void where_isolation_is_required_one_that_has_all_its_system_calls_is_not_used() {
        unconfined = "the kernel takes no filter";
        try (var pool = pool(Isolation.REQUIRED)) {
            var refused = assertThrows(IOException.class, () -> pool.of(OURS, false));
            assertTrue(String.valueOf(refused.getCause()).contains("the kernel takes no filter"), refused::toString);
        }
    }

    /** An evaluator that says what it is told to, and listens to nothing. */
    private static final class Talking implements EvaluatorLauncher.Started {
        private final PipedInputStream output = new PipedInputStream();
        private final PipedOutputStream saying;

        Talking() throws IOException {
            saying = new PipedOutputStream(output);
        }

        void say(FromEvaluator message) throws IOException {
            message.writeDelimitedTo(saying);
            saying.flush();
        }

        @Override
        public OutputStream input() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream output() {
            return output;
        }

        @Override
        public void kill() {}

        @Override
        public String obituary() {
            return "it was told to";
        }
    }

    /** Hears nothing. */
    private static final class Silent implements RunListener {
        @Override
        public void probed(dev.millrace.wire.proto.Probed answer) {}

        @Override
        public void emitted(Emitted emitted) {}

        @Override
        public void live(List<Emitted> pending) {}

        @Override
        public void unwanted(int step, String reason) {}

        @Override
        public void diverged(Diverged difference) {}

        @Override
        public void need(ByteString digest) {}

        @Override
        public void resting() {}

        @Override
        public void gone(String why) {}
    }
}
