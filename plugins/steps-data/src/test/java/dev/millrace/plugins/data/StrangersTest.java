package dev.millrace.plugins.data;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.api.step.StepException;
import dev.millrace.testkit.PluginBench;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that nobody meant to write: every parser ends soon, with a value or with a failure of the step. */
class StrangersTest {
    private static final String ALPHABET =
            "{}[]()<>:,;=&*!|>'\"%@`#-+.0123456789eE\\/ \t\n\r\0abzAZ~?$\uFEFF\u00fc\uD83D\uDE00";

    @ParameterizedTest
    @CsvSource({
        "readJSON, '{\"a\": [1, 2.5e3, null, \"\\u00fc\"], \"b\": {\"c\": true}}'",
        "readYaml, 'a: &x [1, 2]\nb: *x\nc: {d: !!str 5}\n---\n- e\n'",
        "readTOML, 'a = 1\n[b]\nc = [1, 2]\nd = \"\"\"x\"\"\"\n[[e]]\n'",
        "readProperties, 'a=1\nb=${a}\\u0041\n#c\nd: e\\\n f'",
        "readCSV, 'a,b\n\"c\nd\",\"e\"\"f\"\n'",
        "readManifest, 'Manifest-Version: 1.0\nA: b\n\nName: x\nC: d\n'"
    })
    void damaged_texts_end_in_a_value_or_a_failure(String step, String sound) throws Exception {
        var random = new Random(7);
        try (var bench = PluginBench.withoutWorkspace(new DataPlugin())) {
            bench.run(step, Map.of("text", sound));
            Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
                for (int i = 0; i < 3_000; i++) {
                    var text = damaged(sound, random);
                    try {
                        bench.run(step, Map.of("text", text));
                    } catch (StepException e) {
                        assertTrue(e.getMessage() != null && !e.getMessage().isBlank());
                    } catch (RuntimeException e) {
                        throw new AssertionError(step + " broke at: " + text, e);
                    }
                }
            });
        }
    }

    private static String damaged(String sound, Random random) {
        var text = new StringBuilder(sound);
        for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
            int at = random.nextInt(text.length() + 1);
            char letter = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, letter);
                case 1 -> text.insert(at, String.valueOf(letter).repeat(random.nextInt(200)));
                case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(5)));
                default -> {
                    if (at < text.length()) {
                        text.setCharAt(at, letter);
                    }
                }
            }
        }
        return text.toString();
    }
}
