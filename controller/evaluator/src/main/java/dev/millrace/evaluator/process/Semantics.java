package dev.millrace.evaluator.process;

import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import java.util.Optional;

/**
 * Versions of what pipelines mean that this release knows: all up to the newest. A run is begun with one and keeps it. A change that would make a program
 * write another journal than before gets a new number, and is asked for it where it differs; the histories among the tests hold the old ones.
 */
final class Semantics {
    static final int NEWEST = 1;

    private Semantics() {}

    /** How a run ends that was begun with a newer version; its journal could not be understood. */
    static Optional<Ended> refusal(Start start) {
        if (start.getSemantics() <= NEWEST) {
            return Optional.empty();
        }
        return Optional.of(Ended.newBuilder()
                .setResult(Result.FAILURE)
                .setHalted(true)
                .addProblems(ProblemRecord.newBuilder()
                        .setFile(start.getFile())
                        .setMessage(
                                "The run was begun by a newer release: it needs version %d of the engine's semantics, and this release knows none above %d"
                                        .formatted(start.getSemantics(), NEWEST))
                        .setHint("Install the release that began it, or a newer one, and restart the run"))
                .build());
    }
}
