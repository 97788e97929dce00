package dev.millrace.controller.execution;

import dev.millrace.controller.tenant.RunLimits;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Start;
import java.util.Optional;

/** What one run has taken so far of what it may, as its entries tell: the evaluator is not asked. Not thread-safe. */
final class RunBounds {
    private final RunLimits limits;
    private long steps;
    private long branches;
    private long bytes;

    RunBounds(RunLimits limits) {
        this.limits = limits;
    }

    /**
     * A limit that was reached.
     *
     * @param message what was tried and what was found
     * @param setting that changes it
     * @param place where in the program
     */
    record Reached(String message, String setting, Place place) {
        /** What to do about it. */
        String hint() {
            return "Do less in one run, or ask whoever looks after the organization for more: limits.%s"
                    .formatted(setting);
        }
    }

    /** What an evaluator is told, with what only it can hold a program to. */
    Start told(Start start) {
        return start.toBuilder()
                .setLimits(dev.millrace.wire.proto.RunLimits.newBuilder()
                        .setCpuMillis(limits.cpu().toMillis())
                        .setValueBytes(limits.valueBytes())
                        .setHeapPercent((int) limits.heapPercent()))
                .build();
    }

    /** Counts an entry; what it reaches, if it does. */
    Optional<Reached> take(JournalEntry entry) {
        bytes += entry.getSerializedSize();
        var place = Place.getDefaultInstance();
        long given = 0;
        switch (entry.getBodyCase()) {
            case ASKED -> {
                steps++;
                place = entry.getAsked().getPlace();
                given = entry.getSerializedSize();
            }
            case NOTED -> {
                steps++;
                place = entry.getNoted().getPlace();
                given = entry.getSerializedSize();
                branches += entry.getNoted().getName().equals("branch") ? 1 : 0;
            }
            case BEGAN, RESTED, CLOSED, HANDED_OUT, OUTCOME, SIGNAL, ENDED, BODY_NOT_SET -> {}
        }
        if (steps > limits.steps()) {
            return reached("The run asks for more than %d steps".formatted(limits.steps()), "steps", place);
        }
        if (branches > limits.branches()) {
            return reached("The run has more than %d branches".formatted(limits.branches()), "branches", place);
        }
        if (bytes > limits.journalBytes()) {
            return reached(
                    "The journal of the run is larger than %s".formatted(size(limits.journalBytes())),
                    "journalBytes",
                    place);
        }
        // names and places come on top of what a program is told to keep to
        if (given > limits.valueBytes() + (64 << 10)) {
            return reached(
                    "A step is given %s, the limit is %s".formatted(size(given), size(limits.valueBytes())),
                    "valueBytes",
                    place);
        }
        return Optional.empty();
    }

    /** The same for the run's log, whoever wrote it. */
    Optional<Reached> log(long length) {
        return length > limits.logBytes()
                ? reached(
                        "The log of the run is larger than %s".formatted(size(limits.logBytes())),
                        "logBytes",
                        Place.getDefaultInstance())
                : Optional.empty();
    }

    private static Optional<Reached> reached(String message, String setting, Place place) {
        return Optional.of(new Reached(message, setting, place));
    }

    private static String size(long bytes) {
        if (bytes >= 1 << 20) {
            return "%d MiB".formatted(bytes >> 20);
        }
        return bytes >= 1 << 10 ? "%d KiB".formatted(bytes >> 10) : bytes + " bytes";
    }
}
