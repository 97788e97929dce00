package dev.millrace.controller.execution;

import dev.millrace.controller.lease.RunLocks;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.wire.proto.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** A block that waits for its locks. What it holds is given back by who leaves the block. */
final class LockStep implements LiveStep, RunLocks.LockListener {
    private final int step;
    private final LockAsked asked;
    private final LockRequest request;
    private final RunLocks locks;
    private final Consumer<String> waits;
    private final Consumer<Outcome> conclude;
    private final AtomicBoolean done = new AtomicBoolean();

    /** @param waits hears why it has to wait, once */
    LockStep(
            int step,
            LockAsked asked,
            LockRequest request,
            RunLocks locks,
            Consumer<String> waits,
            Consumer<Outcome> conclude) {
        this.step = step;
        this.asked = asked;
        this.request = request;
        this.locks = locks;
        this.waits = waits;
        this.conclude = conclude;
    }

    @Override
    public void begin() {
        locks.request(request, this);
    }

    @Override
    public void granted(List<String> held) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("locks", held);
        fields.put("environment", asked.environment(held));
        conclude(open(fields));
    }

    @Override
    public void waits(String why) {
        waits.accept(why);
    }

    @Override
    public void skipped(String why) {
        conclude(open(Map.of("skipped", why)));
    }

    private Outcome open(Map<String, Object> fields) {
        return Outcomes.fields(step, Values.toWire(fields, 0).getEntriesList());
    }

    @Override
    public void cancel(String reason) {
        conclude(Outcomes.interrupted(step, reason));
    }

    private void conclude(Outcome outcome) {
        if (done.compareAndSet(false, true)) {
            conclude.accept(outcome);
        }
    }
}
