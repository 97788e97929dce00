package dev.millrace.controller.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.UserError;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Expressions come from strangers' pipelines. */
class LabelFuzzTest {
    private static final List<String> PIECES = List.of(
            "a", "b", "linux", "arm-64", "(", ")", "&&", "||", "!", "->", "<->", "\"", "\\", " ", "\t", "&", "|", "-",
            "<", ">", "é", "\"a b\"", "\u0000");

    @Test
    void any_text_is_read_or_refused_with_a_place_in_it() {
        var random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(14); i > 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            try {
                var expression = LabelExpression.parse(text.toString());
                var names = expression.names();
                boolean all = expression.matches(names);
                assertEquals(all, LabelExpression.parse(expression.text()).matches(names), text.toString());
            } catch (UserError e) {
                int column = e.problems().getFirst().column();
                assertTrue(column >= 1 && column <= text.length() + 1, () -> column + " in " + text);
            }
        }
    }

    @Test
    void what_is_written_is_what_is_meant() {
        var random = new Random(12);
        for (int round = 0; round < 5_000; round++) {
            var has = new HashSet<String>();
            for (var name : List.of("a", "b", "c d")) {
                if (random.nextBoolean()) {
                    has.add(name);
                }
            }
            var made = make(random, 4, has);
            assertEquals(made.value, LabelExpression.parse(made.text).matches(has), () -> made.text + " on " + has);
        }
    }

    private record Made(String text, boolean value, int binding) {}

    /** With as few parentheses as the operators' order allows: 5 binds most. */
    private static Made make(Random random, int depth, Set<String> has) {
        if (depth == 0 || random.nextInt(4) == 0) {
            var name = List.of("a", "b", "c d").get(random.nextInt(3));
            return new Made(name.contains(" ") ? '"' + name + '"' : name, has.contains(name), 6);
        }
        int operator = random.nextInt(5);
        if (operator == 4) {
            var inner = make(random, depth - 1, has);
            return new Made("!" + wrap(inner, 5), !inner.value, 5);
        }
        var left = make(random, depth - 1, has);
        var right = make(random, depth - 1, has);
        int binding = 4 - operator;
        var sign = List.of("&&", "||", "->", "<->").get(operator);
        boolean value = switch (operator) {
            case 0 -> left.value && right.value;
            case 1 -> left.value || right.value;
            case 2 -> !left.value || right.value;
            default -> left.value == right.value;
        };
        var space = random.nextBoolean() ? " " : "";
        // all of them are read from the left
        return new Made(wrap(left, binding) + space + sign + space + wrap(right, binding + 1), value, binding);
    }

    private static String wrap(Made inner, int binding) {
        return inner.binding < binding ? "(" + inner.text + ")" : inner.text;
    }
}
