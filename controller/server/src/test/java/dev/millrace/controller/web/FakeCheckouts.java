package dev.millrace.controller.web;

import dev.millrace.api.report.Change;
import dev.millrace.api.report.CheckedOut;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.Checkouts;
import dev.millrace.controller.run.Run;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Runs that a test says have checked out the same. */
final class FakeCheckouts implements Checkouts {
    final Set<RunId> runs = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<String> before(Run run, String source) {
        return Optional.empty();
    }

    @Override
    public void keep(Run run, int step, CheckedOut what) {}

    @Override
    public List<CheckedOut> of(RunId run) {
        if (!runs.contains(run)) {
            return List.of();
        }
        return List.of(new CheckedOut(
                "git shop main",
                "git",
                "https://example.org/shop.git",
                "origin/main",
                "c2",
                Optional.of("c1"),
                List.of(new Change(
                        "c2",
                        "Ada",
                        "ada@example.org",
                        Instant.EPOCH,
                        "Fix the till",
                        List.of(new Change.Path("till.c", Change.Edit.EDIT)))),
                ""));
    }
}
