package dev.millrace.evaluator.histories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.wire.proto.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What runs of earlier releases wrote, this one writes too: from the top, and from wherever it takes them up. */
class HistoriesTest {
    private static final Path ALL = Path.of("src", "test", "resources", "dev", "millrace", "evaluator", "histories");
    /** So many places of a long journal are tried, spread over it. */
    private static final int CUTS = 150;

    static Stream<String> names() throws IOException {
        try (var all = Files.list(ALL)) {
            return all
                    .filter(Files::isDirectory)
                    .map(directory -> directory.getFileName().toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_run_is_taken_up_from_each_position_of_its_journal(String name) {
        var history = StoredHistory.read(ALL.resolve(name));
        var journal = history.journal();
        int stride = Math.max(1, journal.size() / CUTS);
        for (int cut = journal.size(); cut >= 0; cut -= stride) {
            var replayed = history.replay(cut);
            int from = cut;
            assertEquals("", replayed.difference(), () -> "taken up at entry %d".formatted(from));
            assertEquals(
                    compared(journal.subList(cut, journal.size())),
                    compared(replayed.written()),
                    () -> "taken up at entry %d".formatted(from));
        }
    }

    @Test
    void a_program_that_is_another_one_is_found_out() {
        var history = StoredHistory.read(ALL.resolve("scripted-timeout"));
        var source = history.start().getSource();
        var edited = source.replace("echo 'in time'", "echo 'too late'");
        assertNotEquals(source, edited);
        var other = new StoredHistory(
                history.pipelines(),
                history.start().toBuilder().setSource(edited).build(),
                history.journal(),
                history.contents());
        assertTrue(other.replay(history.journal().size()).difference().contains("echo"));
    }

    /** What replay compares: not lines, times or texts of messages. */
    private static List<JournalEntry> compared(List<JournalEntry> entries) {
        var compared = new ArrayList<JournalEntry>();
        for (var entry : entries) {
            var plain = entry.toBuilder().clearAtMillis();
            switch (entry.getBodyCase()) {
                case ASKED -> {
                    plain.getAskedBuilder().clearArguments();
                    plain.getAskedBuilder().getPlaceBuilder().clearLine().clearFile();
                }
                case NOTED -> {
                    plain.getNotedBuilder().clearArguments();
                    plain.getNotedBuilder().getPlaceBuilder().clearLine().clearFile();
                }
                case CLOSED -> plain.getClosedBuilder().clearMessage().clearTold();
                case HANDED_OUT -> plain.getHandedOutBuilder().clearValue();
                case ENDED -> plain.getEndedBuilder().clearProblems();
                case OUTCOME, SIGNAL, BEGAN, RESTED, BODY_NOT_SET -> {
                    continue;
                }
            }
            compared.add(plain.build());
        }
        return compared;
    }
}
