package dev.millrace.agent.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.proto.Execute;
import dev.millrace.wire.proto.Exited;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import dev.millrace.wire.proto.OperationFinished;
import dev.millrace.wire.proto.OperationRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power fails: of all that was written only what waited for the disk is there, which is the log. */
class SpoolTest {
    private static final LeaseRef LEASE =
            LeaseRef.newBuilder().setJob(1).setAttempt(2).setEpoch(3).build();
    private static final LeaseGrant GRANT =
            LeaseGrant.newBuilder().setLease(LEASE).setTitle("test").build();
    private static final LeaseAccepted ACCEPTED = LeaseAccepted.newBuilder()
            .setLease(LEASE)
            .setWorkspace("/somewhere")
            .build();
    private static final OperationRef OPERATION =
            OperationRef.newBuilder().setLease(LEASE).setStep(1).build();
    private static final Operate REQUEST = Operate.newBuilder()
            .setOperation(OPERATION)
            .setExecute(Execute.newBuilder().setGraceMillis(7))
            .build();

    @TempDir
    Path directory;

    /** A spool of which only the log was saved. */
    private Spool afterPowerFailure() throws IOException {
        var other = Files.createTempDirectory(directory, "crashed").resolve("spool");
        Files.createDirectory(other);
        Files.copy(directory.resolve("spool/log"), other.resolve("log"));
        return Spool.open(other);
    }

    private static OperationFinished finished(int outputEnd) {
        return OperationFinished.newBuilder()
                .setOperation(OPERATION)
                .setOutputEnd(outputEnd)
                .setExited(Exited.newBuilder().setCode(3))
                .build();
    }

    @Test
    void an_accepted_lease_is_there() throws Exception {
        try (var spool = Spool.open(directory.resolve("spool"))) {
            spool.create(GRANT, ACCEPTED);
            try (var crashed = afterPowerFailure()) {
                var leases = crashed.leases();
                assertEquals(1, leases.size());
                assertEquals(GRANT, leases.getFirst().grant());
                assertEquals(ACCEPTED, leases.getFirst().accepted());
                assertEquals(List.of(), leases.getFirst().operations());
            }
        }
    }

    @Test
    void how_an_operation_ended_is_there_with_its_output() throws Exception {
        var output = "some output\n".getBytes(UTF_8);
        try (var spool = Spool.open(directory.resolve("spool"))) {
            var operation = spool.create(GRANT, ACCEPTED).create(REQUEST);
            operation.files().output().restore(output);
            operation.finish(finished(output.length)).join();
            try (var crashed = afterPowerFailure()) {
                var again = crashed.leases().getFirst().operations().getFirst();
                assertEquals(REQUEST, again.request());
                assertEquals(finished(output.length), again.finished().orElseThrow());
                assertEquals(
                        "some output\n",
                        UTF_8.decode(again.files().output().read(0, output.length))
                                .toString());
            }
        }
    }

    @Test
    void an_operation_that_was_acknowledged_is_forgotten_by_a_restart() throws Exception {
        try (var spool = Spool.open(directory.resolve("spool"))) {
            var operation = spool.create(GRANT, ACCEPTED).create(REQUEST);
            operation.finish(finished(0)).join();
            operation.delete();
        }
        try (var spool = Spool.open(directory.resolve("spool"))) {
            assertEquals(List.of(), spool.leases().getFirst().operations());
        }
    }

    @Test
    void a_lease_that_ended_is_forgotten_by_a_restart_with_all_its_operations() throws Exception {
        try (var spool = Spool.open(directory.resolve("spool"))) {
            var lease = spool.create(GRANT, ACCEPTED);
            lease.create(REQUEST).finish(finished(0)).join();
            lease.delete();
        }
        try (var spool = Spool.open(directory.resolve("spool"))) {
            assertEquals(List.of(), spool.leases());
        }
    }

    @Test
    void a_directory_of_a_lease_that_was_never_accepted_is_removed() throws Exception {
        var begun = directory.resolve("spool/9.9.9");
        Files.createDirectories(begun);
        try (var spool = Spool.open(directory.resolve("spool"))) {
            assertEquals(List.of(), spool.leases());
        }
        assertTrue(Files.notExists(begun));
    }
}
