package dev.millrace.controller.evaluator;

import dev.millrace.wire.proto.Committed;
import dev.millrace.wire.proto.Content;
import dev.millrace.wire.proto.Delivery;
import dev.millrace.wire.proto.Drop;
import dev.millrace.wire.proto.History;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Rest;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.ToEvaluator;
import java.util.List;

/** Speaks to its evaluator over the pipe. */
final class PipedProgram implements Program {
    private static final int PART_BYTES = 4 << 20;

    private final long run;
    private final Evaluator evaluator;

    PipedProgram(long run, Evaluator evaluator) {
        this.run = run;
        this.evaluator = evaluator;
    }

    @Override
    public void start(Start start, List<JournalEntry> history) {
        evaluator.send(message().setStart(start).build());
        var part = History.newBuilder();
        var bytes = 0;
        for (var entry : history) {
            if (entry.hasBegan() || entry.hasRested()) {
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

    @Override
    public void deliver(JournalEntry entry) {
        evaluator.send(
                message().setDelivery(Delivery.newBuilder().setEntry(entry)).build());
    }

    @Override
    public void committed(int entries) {
        evaluator.send(message()
                .setCommitted(Committed.newBuilder().setEntries(entries))
                .build());
    }

    @Override
    public void content(Content content) {
        evaluator.send(message().setContent(content).build());
    }

    @Override
    public void rest() {
        evaluator.send(message().setRest(Rest.getDefaultInstance()).build());
    }

    @Override
    public void drop() {
        evaluator.forget(run);
        evaluator.send(message().setDrop(Drop.getDefaultInstance()).build());
    }

    @Override
    public void broken(String why) {
        evaluator.kill(why);
    }

    private ToEvaluator.Builder message() {
        return ToEvaluator.newBuilder().setRun(run);
    }
}
