package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.Problem;
import dev.millrace.wire.proto.Began;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import dev.millrace.wire.proto.StepContext;
import java.util.List;

/** Entries of the journal that are the controller's, not the program's. Without the time. */
final class Entries {
    /** Surroundings of a step that are larger, in bytes, are only with the program: a journal has them once for each step. */
    private static final int STORED_CONTEXT = 1024;

    private Entries() {}

    /** The program asks for a step. What it says of the surroundings in the entry itself does not count. */
    static JournalEntry.Builder asked(JournalEntry entry, StepContext context) {
        var known = entry.toBuilder();
        if (context.getSerializedSize() <= STORED_CONTEXT) {
            known.getAskedBuilder().setContext(context);
        } else {
            known.getAskedBuilder().clearContext();
        }
        return known;
    }

    /** @param why it is begun again; empty: it is not known, or it is the first time */
    static JournalEntry.Builder began(int attempt, int semantics, Digest definition, String why) {
        return JournalEntry.newBuilder()
                .setBegan(Began.newBuilder()
                        .setAttempt(attempt)
                        .setSemantics(semantics)
                        .setDefinition(ByteString.copyFrom(definition.bytes()))
                        .setWhy(why));
    }

    /** Somebody wants the run to stop. */
    static JournalEntry.Builder abort(String reason, Result result) {
        return JournalEntry.newBuilder()
                .setSignal(Signal.newBuilder()
                        .setKind(Signal.Kind.ABORT)
                        .setReason(reason)
                        .setResult(result));
    }

    /** The end of a run whose program did not begin. */
    static JournalEntry.Builder ended(Result result) {
        return JournalEntry.newBuilder().setEnded(Ended.newBuilder().setResult(result));
    }

    /** The end of a run from outside of its program. */
    static JournalEntry.Builder ended(Result result, String file, String message, String hint) {
        return ended(
                result,
                ProblemRecord.newBuilder().setFile(file).setMessage(message).setHint(hint));
    }

    /** The end of a run that reached a limit. */
    static JournalEntry.Builder reached(RunBounds.Reached reached, String file) {
        var place = reached.place();
        return JournalEntry.newBuilder()
                .setEnded(Ended.newBuilder()
                        .setResult(Result.FAILURE)
                        .setHalted(true)
                        .addProblems(ProblemRecord.newBuilder()
                                .setFile(place.getFile().isEmpty() ? file : place.getFile())
                                .setLine(place.getLine())
                                .setMessage(reached.message())
                                .setHint(reached.hint())));
    }

    /** The end of a run whose program does not do what it did. */
    static JournalEntry.Builder diverged(Diverged difference, String file) {
        return ended(
                Result.FAILURE,
                ProblemRecord.newBuilder()
                        .setFile(difference.getFile().isEmpty() ? file : difference.getFile())
                        .setLine(difference.getLine())
                        .setMessage("The pipeline asked for %s, but when it ran before it asked for %s"
                                .formatted(difference.getActual(), difference.getExpected()))
                        .setHint("Something in it is not the same each time. Start a new run."));
    }

    private static JournalEntry.Builder ended(Result result, ProblemRecord.Builder problem) {
        return JournalEntry.newBuilder()
                .setEnded(Ended.newBuilder().setResult(result).addProblems(problem));
    }

    /** Problems as they are kept with the run. */
    static List<Problem> problems(List<ProblemRecord> problems) {
        return problems.stream()
                .map(problem -> new Problem(
                        problem.getFile(),
                        problem.getLine(),
                        problem.getColumn(),
                        problem.getMessage(),
                        problem.getHint()))
                .toList();
    }
}
