package dev.millrace.controller.execution;

import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Result;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** How a run ends that its program does not end: it goes beyond a limit, or does not stop when it is told to. For the run's mailbox, if nothing else is said. */
final class Ending {
    private final RunEngine engine;
    private final RunMachine machine;
    private final Mailbox mailbox;
    private final Supplier<String> file;
    private final Consumer<JournalEntry.Builder> record;

    /**
     * Of a run that goes on.
     *
     * @param file name of the pipeline's file, for problems
     * @param record records an entry, with what follows from it
     */
    Ending(
            RunEngine engine,
            RunMachine machine,
            Mailbox mailbox,
            Supplier<String> file,
            Consumer<JournalEntry.Builder> record) {
        this.engine = engine;
        this.machine = machine;
        this.mailbox = mailbox;
        this.file = file;
        this.record = record;
    }

    /** The program was told to stop, and may take some time to do it. */
    void afterGrace() {
        engine.timers()
                .at(
                        engine.clock().instant().plus(engine.abortGrace()),
                        () -> mailbox.post(() -> {
                            if (!machine.over()) {
                                now(
                                        machine.abortResult(),
                                        "The pipeline did not stop in %s%s"
                                                .formatted(Spans.words(engine.abortGrace()), waitsFor()),
                                        "");
                            }
                        }));
    }

    private String waitsFor() {
        return machine.waiting().values().stream()
                .reduce((_, newest) -> newest)
                .map(asked -> ": it waits for %s, line %d"
                        .formatted(asked.getName(), asked.getPlace().getLine()))
                .orElse("");
    }

    /** The run has gone beyond a limit. On any thread. */
    void reached(RunBounds.Reached reached) {
        mailbox.post(() -> {
            if (!machine.over()) {
                record.accept(Entries.reached(reached, file.get()));
            }
        });
    }

    /** Ends the run, whatever its program does. */
    void now(Result result, String message, String hint) {
        machine.divergedNow();
        record.accept(Entries.ended(result, file.get(), message, hint));
    }
}
