package dev.millrace.controller.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Rows that are committed together, and who waits for them. */
record Unit(List<Write<?>> writes, long weight, CompletableFuture<Void> done) {
    static Unit of(List<Write<?>> writes) {
        return new Unit(
                List.copyOf(writes), writes.stream().mapToLong(Unit::weight).sum(), new CompletableFuture<>());
    }

    int rows() {
        return writes.size();
    }

    private static <R> long weight(Write<R> write) {
        return write.statement().weight(write.row());
    }
}
