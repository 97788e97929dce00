package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/explain.md shows is what comes out. */
class ExplainEndToEndTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(groovy|text)\n(.*?)^```");
    /** How long things took. */
    private static final Pattern SPAN = Pattern.compile("\\d+(\\.\\d)? (min \\d+ )?s\\b");

    @Test
    void a_run_and_its_stage_are_explained_as_the_page_shows() throws Exception {
        var installation = Installation.shared();
        var page = Files.readString(installation.root().resolve("docs/explain.md"));
        var blocks = BLOCK.matcher(page).results().map(block -> block.group(2)).toList();
        assertEquals(3, blocks.size());
        var run = Installation.finish(installation.run(installation.pipeline("shop", blocks.get(0))));
        assertEquals(1, run.code(), () -> run.out() + run.err());
        var id = new ObjectMapper()
                .readTree(installation.get("/api/v1/runs").body())
                .path(0)
                .path("id")
                .asText();
        assertEquals(same(blocks.get(1)), same(explain(installation, id)));
        assertEquals(same(blocks.get(2)), same(explain(installation, id, "Browser")));
        assertEquals(
                "run",
                new ObjectMapper()
                        .readTree(explain(installation, id, "--json"))
                        .path("kind")
                        .asText());
    }

    /** What processes print comes in pieces: which of its last lines are told depends on them. */
    private static String same(String text) {
        var told = text.lines().filter(line -> !line.strip().startsWith("|")).collect(Collectors.joining("\n"));
        return SPAN.matcher(told).replaceAll("SPAN");
    }

    private static String explain(Installation installation, String... arguments) throws Exception {
        var words = new ArrayList<>(List.of(
                "explain",
                "--server",
                installation.url("").toString(),
                "--token-file",
                installation.token().toString()));
        words.addAll(List.of(arguments));
        var explained = installation.millrace(words.toArray(String[]::new));
        assertEquals(0, explained.code(), () -> explained.out() + explained.err());
        return explained.out();
    }
}
