package dev.millrace.evaluator.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.Result;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is too long for one method of the JVM is not too long for a pipeline. */
class LongSourcesTest {
    private static final int LINES = 20_000;

    @Test
    void a_script_of_twenty_thousand_lines_runs_with_its_variables_shared() {
        var source = new StringBuilder("def count = 0\nglobal = 0\nint twice(int x) { x * 2 }\n");
        for (int i = 3; i < LINES - 1; i++) {
            source.append(
                    switch (i % 5) {
                        case 0 -> "count += twice(1)\n";
                        case 1 -> "global++\n";
                        case 2 -> "if (count < 0) { error \"line " + i + "\" }\n";
                        case 3 -> "[1].each { count += it }\n";
                        default -> i % 50 == 4 ? "def local" + i + " = \"${count}\"\n" : "\"${count}\".size()\n";
                    });
        }
        var seen = Program.of(source + "echo \"$count $global\"\n").play(List.of());
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(List.of("11998 3999"), seen.echoes());
    }

    @Test
    void a_block_of_twenty_thousand_lines_runs_and_a_return_still_leaves_it() {
        var source = new StringBuilder("def n = 0\nnode {\n");
        source.append("n++\n".repeat(LINES)).append("if (n > 5) { echo \"left at $n\"; return }\n");
        source.append("n++\n".repeat(100)).append("}\necho \"after $n\"\n");
        var seen = Program.of(source.toString()).play(List.of());
        assertEquals(
                List.of("left at 20000", "after 20000"),
                seen.echoes(),
                () -> seen.ended().toString());
    }

    @Test
    void a_failure_deep_in_a_long_script_names_its_line() {
        var source = "x = 1\n".repeat(4_000) + "error 'here'\n" + "x = 2\n".repeat(4_000);
        var seen = Program.of(source).play(List.of());
        assertEquals(4_001, seen.ended().getProblems(0).getLine());
    }

    @Test
    void a_declarative_pipeline_of_two_thousand_stages_and_twenty_thousand_lines_runs() {
        var source = new StringBuilder("pipeline {\n agent none\n stages {\n");
        for (int i = 0; i < 2_000; i++) {
            source.append("  stage('s").append(i).append("') {\n   steps {\n    script {\n");
            source.append("     x = ").append(i).append("\n     x++\n     x--\n");
            source.append("    }\n    echo \"at ${x}\"\n   }\n  }\n");
        }
        source.append(" }\n}\n");
        assertEquals(
                20_000,
                source.toString().lines().filter(line -> !line.isBlank()).count() + 0.0,
                100);
        var seen = Program.of(source.toString()).play(List.of());
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(2_000, seen.echoes().size());
    }
}
