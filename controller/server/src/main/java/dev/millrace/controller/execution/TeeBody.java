package dev.millrace.controller.execution;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.Workspace;
import dev.millrace.controller.log.RunLogs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code tee}: as a block it notes where the log is; when the body is over, the second call copies what came since into the file, without the engine's
 * own lines. Lines of branches that run at the same time are among them.
 */
record TeeBody(RunLogs logs, StepSite site) implements StepBody {
    private static final int PART_BYTES = 1 << 20;
    private static final byte[] MARKER = "[Pipeline] ".getBytes(StandardCharsets.UTF_8);

    @Override
    public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
        var workspace = call.workspace();
        var run = site.run().id();
        if (site.asked().getBlock()) {
            return Map.of("from", logs.length(run));
        }
        var file = call.arguments().text("file", "");
        var begun = call.arguments().truth("append")
                ? workspace.stat(file)
                : java.util.Optional.<dev.millrace.api.workspace.FileFacts>empty();
        var target = new Parts(workspace, file, begun.map(facts -> facts.size()).orElse(0L));
        var from = Math.max(
                0,
                call.arguments()
                        .get("from")
                        .map(value -> ((Number) value).longValue())
                        .orElse(0L));
        var lines = new Lines();
        var end = logs.length(run);
        try {
            for (var at = from; at < end; at += PART_BYTES) {
                logs.copy(run, at, Math.min(PART_BYTES, end - at), lines);
                target.put(lines.taken());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.end();
        target.put(lines.taken());
        target.finish();
        return null;
    }

    /** Whole lines that are not the engine's. */
    private static final class Lines extends java.io.OutputStream {
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            line.write(b);
            if (b == '\n') {
                end();
            }
        }

        void end() {
            var bytes = line.toByteArray();
            line.reset();
            if (!Arrays.equals(bytes, 0, Math.min(bytes.length, MARKER.length), MARKER, 0, MARKER.length)) {
                kept.writeBytes(bytes);
            }
        }

        byte[] taken() {
            var bytes = kept.toByteArray();
            kept.reset();
            return bytes;
        }
    }

    /** A file that grows by parts. */
    private static final class Parts {
        private final Workspace workspace;
        private final String file;
        private long offset;
        private boolean written;

        Parts(Workspace workspace, String file, long offset) {
            this.workspace = workspace;
            this.file = file;
            this.offset = offset;
        }

        void put(byte[] bytes) throws StepException, InterruptedException {
            if (bytes.length > 0) {
                workspace.write(file, offset, bytes);
                offset += bytes.length;
                written = true;
            }
        }

        void finish() throws StepException, InterruptedException {
            if (!written && offset == 0) {
                workspace.write(file, new byte[0]);
            }
        }
    }
}
