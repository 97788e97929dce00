package dev.millrace.controller.web;

import dev.millrace.controller.blob.BlobKeeping;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Two places, one of which is left when somebody asks to move. */
final class FakeKeeping implements BlobKeeping {
    private final AtomicBoolean moved = new AtomicBoolean();
    private final AtomicBoolean collected = new AtomicBoolean();

    @Override
    public Status status() {
        var old = new Place("", false, moved.get(), new Amount(3, 30_000));
        var current = new Place("s3://builds?region=us-east-1", true, false, new Amount(2, 20_000));
        return new Status(List.of(old, current), new Amount(7, 700), 1, collected.get() ? 4 : 0);
    }

    @Override
    public void move() {
        moved.set(true);
    }

    @Override
    public void collect() {
        collected.set(true);
    }
}
