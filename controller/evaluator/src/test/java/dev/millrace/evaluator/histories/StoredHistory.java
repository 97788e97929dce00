package dev.millrace.evaluator.histories;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.millrace.evaluator.language.Contents;
import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.evaluator.library.SharedLibraries;
import dev.millrace.evaluator.stages.Stages;
import dev.millrace.wire.proto.Configure;
import dev.millrace.wire.proto.History;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Start;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A run that was.
 *
 * @param start what its program was told
 * @param journal all of it, without the beginnings of attempts and their rests
 */
record StoredHistory(Pipelines pipelines, Start start, List<JournalEntry> journal, Contents contents) {
    static StoredHistory read(Path directory) {
        try {
            var configure = read(directory.resolve("steps.txtpb"), Configure.newBuilder())
                    .build();
            var start = read(directory.resolve("start.txtpb"), Start.newBuilder())
                    .setSource(Files.readString(directory.resolve("Jenkinsfile")))
                    .build();
            var journal = read(directory.resolve("journal.txtpb"), History.newBuilder());
            var pipelines = new Pipelines(
                    new StepCatalog(configure.getStepsList(), configure.getSymbolsList()),
                    Stages.DIALECT,
                    SharedLibraries.ofProcess());
            return new StoredHistory(
                    pipelines,
                    start,
                    journal.getEntriesList().stream()
                            .filter(entry -> !entry.hasBegan() && !entry.hasRested())
                            .toList(),
                    digest -> bytes(directory.resolve("contents").resolve(digest)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <B extends Message.Builder> B read(Path file, B builder) throws IOException {
        TextFormat.merge(Files.readString(file), builder);
        return builder;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replays the journal to a cut; what comes after it for the program is delivered as it was. Gives what the program wrote after the cut. */
    Replayed replay(int cut) {
        return new Replayed(this).from(journal.subList(0, cut), journal.subList(cut, journal.size()));
    }
}
