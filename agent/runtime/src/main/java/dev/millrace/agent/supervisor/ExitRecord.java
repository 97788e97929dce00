package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Optional;

/**
 * How an operation's process ended. Kept in the operation's directory; survives the death of supervisor and agent, not that of the machine (after
 * which the lease is lost anyway).
 *
 * @param code exit code, or number of the signal
 * @param message for people; empty where the code says it all
 * @param ioBytes read from and written to devices
 * @param outputEnd bytes of output, all of which are in the spool
 */
public record ExitRecord(
        Reason reason,
        int code,
        String message,
        long outputEnd,
        long wallMillis,
        long cpuMillis,
        long peakMemoryBytes,
        long ioBytes) {
    /** Nothing is known of what it read and wrote. */
    public ExitRecord(
            Reason reason,
            int code,
            String message,
            long outputEnd,
            long wallMillis,
            long cpuMillis,
            long peakMemoryBytes) {
        this(reason, code, message, outputEnd, wallMillis, cpuMillis, peakMemoryBytes, 0);
    }

    /** What ended it. */
    public enum Reason {
        /** It exited by itself. */
        CODE,
        /** A signal of somebody else's. */
        SIGNAL,
        /** It was cancelled, or its lease was. */
        ABORTED,
        /** Its lease's deadline passed. */
        DEADLINE,
        /** Its supervisor is gone. */
        LOST,
        /** There was no process; the message says why. */
        NOT_STARTED,
        /** It failed, and processes of its lease were killed meanwhile since the lease's memory was used up. */
        OUT_OF_MEMORY,
        /** It failed, and processes were refused to its lease meanwhile, which has as many as it may. */
        OUT_OF_PROCESSES,
        /** Its lease had more on disk than it may; it was killed. */
        OUT_OF_DISK,
        /** Its output could not be stored; it was killed. */
        OUTPUT_LOST,
        /** It ended with the code, but its captured output is longer than was allowed. */
        CAPTURE_TOO_LONG
    }

    /** Of an operation that has no process any more and left no record. */
    public static ExitRecord lost(long outputEnd) {
        return new ExitRecord(Reason.LOST, 0, "The agent's supervisor is gone", outputEnd, 0, 0, 0);
    }

    void write(Path file) throws IOException {
        var text = "reason=%s\ncode=%d\noutput=%d\nwall=%d\ncpu=%d\npeak=%d\nio=%d\nmessage=%s\nend\n"
                .formatted(
                        reason,
                        code,
                        outputEnd,
                        wallMillis,
                        cpuMillis,
                        peakMemoryBytes,
                        ioBytes,
                        message.replace('\n', ' '));
        var temporary = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(temporary, text);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Reads a record; empty where there is none, or where it was cut short. */
    public static Optional<ExitRecord> read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        if (!text.endsWith("\nend\n")) {
            return Optional.empty();
        }
        var fields = new HashMap<String, String>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            fields.put(line.substring(0, Math.max(equals, 0)), line.substring(equals + 1));
        });
        return Optional.of(new ExitRecord(
                Reason.valueOf(fields.getOrDefault("reason", "LOST")),
                Integer.parseInt(fields.getOrDefault("code", "0")),
                fields.getOrDefault("message", ""),
                Long.parseLong(fields.getOrDefault("output", "0")),
                Long.parseLong(fields.getOrDefault("wall", "0")),
                Long.parseLong(fields.getOrDefault("cpu", "0")),
                Long.parseLong(fields.getOrDefault("peak", "0")),
                Long.parseLong(fields.getOrDefault("io", "0"))));
    }
}
