package dev.millrace.controller.execution;

import dev.millrace.controller.base.RunId;
import dev.millrace.wire.proto.JournalEntry;
import java.util.List;

/** Reads journals. Safe for use by many threads. */
public interface Histories {
    /** All entries of a run that are durable, in order; none of a run that has not begun. */
    List<JournalEntry> journal(RunId run);
}
