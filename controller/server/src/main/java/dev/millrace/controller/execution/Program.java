package dev.millrace.controller.execution;

import dev.millrace.wire.proto.Committed;
import dev.millrace.wire.proto.Content;
import dev.millrace.wire.proto.Delivery;
import dev.millrace.wire.proto.Drop;
import dev.millrace.wire.proto.History;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.ToEvaluator;
import java.util.List;

/** One run in one evaluator. Each method only queues; what is sent to an evaluator that is gone is dropped. Safe for use by many threads. */
final class Program {
    private static final int PART_BYTES = 4 << 20;

    private final long run;
    private final Evaluator evaluator;

    Program(long run, Evaluator evaluator) {
        this.run = run;
        this.evaluator = evaluator;
    }

    /** Begins the program, with its journal so far. */
    void start(Start start, List<JournalEntry> history) {
        evaluator.send(message().setStart(start).build());
        var part = History.newBuilder();
        var bytes = 0;
        for (var entry : history) {
            if (entry.hasBegan()) {
                continue;
            }
            if (bytes > 0 && bytes + entry.getSerializedSize() > PART_BYTES) {
                evaluator.send(message().setHistory(part).build());
                part = History.newBuilder();
                bytes = 0;
            }
            part.addEntries(entry);
            bytes += entry.getSerializedSize();
        }
        evaluator.send(message().setHistory(part.setLast(true)).build());
    }

    /** An outcome or a signal that has been committed. */
    void deliver(JournalEntry entry) {
        evaluator.send(
                message().setDelivery(Delivery.newBuilder().setEntry(entry)).build());
    }

    /** The first entries from the program are durable. */
    void committed(int entries) {
        evaluator.send(message()
                .setCommitted(Committed.newBuilder().setEntries(entries))
                .build());
    }

    /** The content of a blob that it asked for. */
    void content(Content content) {
        evaluator.send(message().setContent(content).build());
    }

    /** The run is over, or goes on elsewhere: nothing of it is heard from here on. */
    void drop() {
        evaluator.forget(run);
        evaluator.send(message().setDrop(Drop.getDefaultInstance()).build());
    }

    /** The evaluator breaks the rules: it is ended, and all its runs hear that it is gone. */
    void broken(String why) {
        evaluator.kill(why);
    }

    private ToEvaluator.Builder message() {
        return ToEvaluator.newBuilder().setRun(run);
    }
}
