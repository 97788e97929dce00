package dev.millrace.compatibility;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.library.SharedLibraries;
import dev.millrace.evaluator.lint.Examiner;
import dev.millrace.evaluator.stages.Stages;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Validate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Jenkinsfiles as people write them, good and bad, from beside the repository; {@code millrace.shared} names another place. */
class CorpusTest {
    private static final double ACCEPTED = 0.90;

    @Test
    void nine_of_ten_files_are_accepted_and_every_refusal_names_its_place() throws IOException {
        var shared = System.getProperty(
                "millrace.shared",
                Path.of(System.getProperty("millrace.root"))
                        .resolve("../shared")
                        .toString());
        var corpus = Path.of(shared).resolve("corpus/jenkinsfiles");
        if (!Files.isDirectory(corpus)) {
            var why = "skipped: there is no " + corpus.normalize();
            System.err.println("CorpusTest " + why);
            Assumptions.abort(why);
        }
        var catalog = Bundled.catalog();
        var examiner = new Examiner(catalog, new Pipelines(catalog, Stages.DIALECT, SharedLibraries.ofProcess()));
        var refused = new ArrayList<String>();
        List<Path> files;
        try (var listed = Files.list(corpus)) {
            files = listed.sorted().toList();
        }
        for (var file : files) {
            var answer = examiner.examine(Validate.newBuilder()
                    .setFile(file.getFileName().toString())
                    .setSource(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                    .build());
            if (answer.getProblemsCount() > 0) {
                var first = answer.getProblems(0);
                refused.add(words(first));
                assertTrue(first.getLine() > 0 && !first.getMessage().isBlank(), () -> words(first));
            }
        }
        var accepted = files.size() - refused.size();
        assertTrue(
                accepted >= ACCEPTED * files.size(),
                () -> "accepted " + accepted + " of " + files.size() + ":\n" + String.join("\n", refused));
    }

    private static String words(ProblemRecord problem) {
        return problem.getFile() + ":" + problem.getLine() + ":" + problem.getColumn() + ": " + problem.getMessage();
    }
}
