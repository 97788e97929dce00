package dev.millrace.controller.evaluator;

import dev.millrace.wire.proto.Content;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Start;
import java.util.List;

/** One run in one evaluator. Each method only queues; what is sent to an evaluator that is gone is dropped. Safe for use by many threads. */
public interface Program {
    /** Begins the program, with its journal so far. */
    void start(Start start, List<JournalEntry> history);

    /** An outcome or a signal that has been committed. */
    void deliver(JournalEntry entry);

    /** The first entries from the program are durable. */
    void committed(int entries);

    /** The content of a blob that it asked for. */
    void content(Content content);

    /** The program is to leave if only a delivery could move it on: {@link RunListener#resting}, or nothing, is the answer. */
    void rest();

    /** The run is over, or goes on elsewhere: nothing of it is heard from here on. */
    void drop();

    /** The evaluator breaks the rules: it is ended, and all its runs hear that it is gone. */
    void broken(String why);
}
