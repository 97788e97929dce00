package dev.millrace.controller.evaluator;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.CodedOutputStream;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.Configure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The conversation with one evaluator. */
class EvaluatorTest {
    @Test
    void a_frame_over_the_limit_ends_the_evaluator() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var out = CodedOutputStream.newInstance(bytes);
        out.writeUInt32NoTag(Protocol.EVALUATOR_FRAME_LIMIT + 1);
        out.flush();
        var evaluator = new Evaluator(new Speaking(bytes.toByteArray()), Configure.getDefaultInstance(), Isolation.OFF);
        var why = evaluator.gone().get(20, TimeUnit.SECONDS);
        assertTrue(why.contains("could not be understood"), why);
    }

    /** An evaluator that says this and reads nothing. */
    private record Speaking(byte[] bytes) implements EvaluatorLauncher.Started {
        @Override
        public OutputStream input() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream output() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public void kill() {}

        @Override
        public String obituary() {
            return "it said all";
        }
    }
}
