package dev.millrace.controller.execution;

import dev.millrace.controller.run.Run;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Probed;
import java.io.IOException;
import java.util.List;

/** Looks into programs of runs. Safe for use by many threads. */
public interface Probes {
    /**
     * What a run's program is like where the first entries of its journal end; blocks. The program is replayed for it, in a process in which no run is.
     *
     * @param journal all of it, or what is there so far
     * @param length how many entries, at most those that there are
     * @throws IOException it could not be replayed; says why
     */
    Probed still(Run run, List<JournalEntry> journal, int length) throws IOException, InterruptedException;
}
