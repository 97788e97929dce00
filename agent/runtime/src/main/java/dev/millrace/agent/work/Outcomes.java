package dev.millrace.agent.work;

import com.google.protobuf.ByteString;
import dev.millrace.agent.spool.OperationSpool;
import dev.millrace.agent.supervisor.ExitRecord;
import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.Exited;
import dev.millrace.wire.proto.OperationFailure;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.OperationRef;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;

/** How operations end, in the wire's words. */
final class Outcomes {
    private Outcomes() {}

    static OperationFinished exited(OperationSpool spool, ExitRecord exit) {
        var finished =
                OperationFinished.newBuilder().setOperation(spool.reference()).setOutputEnd(exit.outputEnd());
        return switch (exit.reason()) {
            case OUTPUT_LOST -> failure(finished, code(exit.message()), exit.message());
            case CAPTURE_TOO_LONG ->
                failure(finished, "too-large", "The command wrote more to its standard output than may be returned");
            case CODE, SIGNAL, ABORTED, DEADLINE, LOST, NOT_STARTED, OUT_OF_MEMORY, OUT_OF_PROCESSES, OUT_OF_DISK ->
                finished.setExited(exited(exit).setCaptured(captured(spool))).build();
        };
    }

    private static Exited.Builder exited(ExitRecord exit) {
        return Exited.newBuilder()
                .setReason(
                        switch (exit.reason()) {
                            case CODE, OUTPUT_LOST, CAPTURE_TOO_LONG -> Exited.Reason.CODE;
                            case SIGNAL -> Exited.Reason.SIGNAL;
                            case ABORTED -> Exited.Reason.ABORTED;
                            case DEADLINE -> Exited.Reason.DEADLINE;
                            case LOST -> Exited.Reason.LOST;
                            case NOT_STARTED -> Exited.Reason.NOT_STARTED;
                            case OUT_OF_MEMORY -> Exited.Reason.OUT_OF_MEMORY;
                            case OUT_OF_PROCESSES -> Exited.Reason.OUT_OF_PROCESSES;
                            case OUT_OF_DISK -> Exited.Reason.OUT_OF_DISK;
                        })
                .setCode(exit.code())
                .setMessage(exit.message())
                .setWallMillis(exit.wallMillis())
                .setCpuMillis(exit.cpuMillis())
                .setPeakMemoryBytes(exit.peakMemoryBytes())
                .setIoBytes(exit.ioBytes());
    }

    private static ByteString captured(OperationSpool spool) {
        try {
            var file = spool.files().captured();
            return Files.exists(file) ? ByteString.copyFrom(Files.readAllBytes(file)) : ByteString.EMPTY;
        } catch (IOException e) {
            return ByteString.EMPTY;
        }
    }

    static OperationFinished failed(OperationRef operation, Exception failure) {
        var finished = OperationFinished.newBuilder().setOperation(operation);
        if (failure instanceof FileFault fault) {
            return finished.setFailure(OperationFailure.newBuilder()
                            .setCode(fault.code())
                            .setMessage(String.valueOf(fault.getMessage()))
                            .setPath(fault.path()))
                    .build();
        }
        return failure(finished, code(failure), failure.toString());
    }

    private static String code(Exception failure) {
        if (failure instanceof InterruptedException
                || failure instanceof java.nio.channels.ClosedByInterruptException) {
            return "cancelled";
        }
        if (failure instanceof AccessDeniedException) {
            return "permission";
        }
        return code(String.valueOf(failure.getMessage()));
    }

    private static String code(String message) {
        return message.contains("No space left") || message.contains("quota exceeded") ? "disk-full" : "io";
    }

    private static OperationFinished failure(OperationFinished.Builder finished, String code, String message) {
        return finished.setFailure(OperationFailure.newBuilder().setCode(code).setMessage(message))
                .build();
    }
}
