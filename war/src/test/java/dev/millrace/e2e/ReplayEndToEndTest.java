package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that failed is done again with an edited pipeline: what it did before the edit is not done again. */
class ReplayEndToEndTest {
    private static final String PIPELINE = """
            def made = 'made before'
            node { sh 'echo first >> LEDGER' }
            parallel one: {
                node { sh 'echo one >> LEDGER' }
                node { sh 'echo typo-one >> LEDGER; false' }
            }, two: {
                node { sh 'echo two >> LEDGER' }
                node { sh 'echo two-b >> LEDGER' }
            }, three: {
                node { sh 'echo typo-three >> LEDGER; false' }
            }
            echo "told ${made} of #${env.BUILD_NUMBER}"
            """;

    @Test
    void only_what_the_edits_change_is_done_again() throws Exception {
        var installation = Installation.shared();
        var ledger = installation.directory().resolve("edited.ledger");
        var source = PIPELINE.replace("LEDGER", ledger.toString());
        var pipeline = installation.pipeline("edited", source);
        var file = pipeline.resolve("Jenkinsfile");
        assertEquals(1, Installation.finish(installation.run(pipeline)).code());
        var run = newest(installation).path("id").asText();

        var journal = ask(installation, "inspect", run);
        assertTrue(journal.out().contains("sh 'echo two >> " + ledger), () -> journal.out() + journal.err());
        var last = ask(installation, "inspect", run, "--at", "1").out();
        assertTrue(last.contains("    made = 'made before'\n"), last);

        Files.writeString(file, "// moved\n" + source);
        var nothing = replay(installation, run, file);
        assertTrue(nothing.err().contains("Nothing that ran in run " + run + " differs"), nothing::err);
        Files.writeString(file, source + "echo 'never closed\nsh )\n");
        var wrong = replay(installation, run, file);
        assertTrue(wrong.err().contains("The edited pipeline has"), wrong::err);

        Files.writeString(
                file,
                source.replace("typo-one >> " + ledger + "; false", "mended-one >> " + ledger)
                        .replace("typo-three >> " + ledger + "; false", "mended-three >> " + ledger));
        var plan = replay(installation, run, file, "--plan");
        assertTrue(plan.out().contains("Jenkinsfile:5: from here on it differs"), () -> plan.out() + plan.err());
        assertTrue(plan.out().contains("Jenkinsfile:10: from here on it differs"), plan::out);
        assertTrue(plan.out().contains("  now:    sh 'echo mended-one >> "), plan::out);

        var again = replay(installation, run, file);
        assertEquals(0, again.code(), () -> again.out() + again.err());
        assertTrue(again.out().contains("told made before of #1\n"), again::out);
        var done = new ArrayList<>(Files.readAllLines(ledger));
        done.sort(null);
        assertEquals(
                List.of("first", "mended-one", "mended-three", "one", "two", "two-b", "typo-one", "typo-three"), done);
        assertTrue(newest(installation).path("edited").asBoolean());
        assertEquals(2, newest(installation).path("attempt").asInt());
    }

    private static JsonNode newest(Installation installation) throws Exception {
        return new ObjectMapper()
                .readTree(installation.get("/api/v1/runs").body())
                .path(0);
    }

    private static Installation.Finished replay(Installation installation, String run, Path file, String... more)
            throws Exception {
        var arguments = new ArrayList<>(List.of("replay", run, "--with", file.toString()));
        arguments.addAll(List.of(more));
        return ask(installation, arguments.toArray(String[]::new));
    }

    private static Installation.Finished ask(Installation installation, String... asked) throws Exception {
        var arguments = new ArrayList<>(List.of(asked));
        arguments.addAll(List.of(
                "--server",
                installation.url("").toString(),
                "--token-file",
                installation.token().toString()));
        return installation.millrace(arguments.toArray(String[]::new));
    }
}
