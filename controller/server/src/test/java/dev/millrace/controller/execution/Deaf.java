package dev.millrace.controller.execution;

import dev.millrace.controller.evaluator.Program;
import dev.millrace.wire.proto.Content;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Start;
import java.util.List;

/** A program that nothing reaches. */
final class Deaf implements Program {
    @Override
    public void start(Start start, List<JournalEntry> history) {}

    @Override
    public void deliver(JournalEntry entry) {}

    @Override
    public void committed(int entries) {}

    @Override
    public void content(Content content) {}

    @Override
    public void rest() {}

    @Override
    public void drop() {}

    @Override
    public void broken(String why) {}
}
