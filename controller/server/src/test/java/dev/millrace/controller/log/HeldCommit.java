package dev.millrace.controller.log;

import dev.millrace.controller.store.GroupCommit;
import dev.millrace.controller.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A writer that is busy until it is released. */
final class HeldCommit implements GroupCommit {
    private final GroupCommit real;
    private final List<Runnable> held = new ArrayList<>();
    private boolean holding;
    private int units;

    HeldCommit(GroupCommit real) {
        this.real = real;
    }

    @Override
    public synchronized CompletableFuture<Void> submit(List<Write<?>> unit) {
        units++;
        if (!holding) {
            return real.submit(unit);
        }
        var done = new CompletableFuture<Void>();
        held.add(() -> {
            var _ = real.submit(unit).thenRun(() -> done.complete(null));
        });
        return done;
    }

    synchronized void hold() {
        holding = true;
    }

    synchronized void release() {
        holding = false;
        held.forEach(Runnable::run);
        held.clear();
    }

    synchronized int units() {
        return units;
    }
}
