package dev.millrace.controller.trigger;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Counts triggers that are being made durable. Safe for use by many threads. */
public final class Accepting {
    private final AtomicInteger underWay = new AtomicInteger();

    /** How many are under way. */
    public int count() {
        return underWay.get();
    }

    <T> T during(Supplier<T> accept) {
        underWay.incrementAndGet();
        try {
            return accept.get();
        } finally {
            underWay.decrementAndGet();
        }
    }
}
