package dev.millrace.controller.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.SandboxRequest;
import dev.millrace.wire.proto.WorkspaceRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NeedsRowsTest {
    private static JobRequest request(long id) {
        return new JobRequest(
                new JobId(id),
                new RunId(id),
                1,
                new OrganizationId(1),
                new ProjectId(1),
                "title",
                "linux",
                0,
                WorkspaceRequest.getDefaultInstance(),
                SandboxRequest.getDefaultInstance(),
                Map.of(),
                Instant.EPOCH);
    }

    @Test
    void needs_are_known_again_after_a_restart_and_rows_without_have_none() throws Exception {
        try (var db = TestDatabase.fresh()) {
            var ledger = JobLedger.on(db.database());
            var needy = request(7)
                    .with(Needs.NONE
                            .with(new Resources(500, 1 << 20, Map.of("gpu", 1L)))
                            .with(new ConcurrencyGroup("deploy", true)));
            db.groupCommit()
                    .submit(List.of(ledger.enqueued(needy), ledger.enqueued(request(8))))
                    .join();
            assertEquals(
                    List.of(needy.needs(), Needs.NONE),
                    ledger.open().stream().map(job -> job.request().needs()).toList());
        }
    }
}
