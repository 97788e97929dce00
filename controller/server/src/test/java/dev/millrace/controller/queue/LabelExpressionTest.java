package dev.millrace.controller.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.UserError;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelExpressionTest {
    @ParameterizedTest
    @CsvSource(delimiterString = "~", textBlock = """
            '' ~ '' ~ true
            '' ~ linux ~ true
            linux ~ linux,x64 ~ true
            linux ~ windows ~ false
            linux && x64 ~ linux,x64 ~ true
            linux && x64 ~ linux ~ false
            linux&&(x64||!arm64) ~ linux ~ true
            linux&&(x64||!arm64) ~ linux,arm64 ~ false
            linux&&(x64||!arm64) ~ linux,arm64,x64 ~ true
            a || b && c ~ a ~ true
            (a || b) && c ~ a ~ false
            !!a ~ a ~ true
            a -> b ~ '' ~ true
            a -> b ~ a ~ false
            a <-> b ~ '' ~ true
            a <-> b ~ a ~ false
            arm-64 && x_1.2 ~ arm-64,x_1.2 ~ true
            "a b" && c ~ a b,c ~ true
            "a\\"b" ~ a"b ~ true
            "a&&b" ~ a&&b ~ true
            """)
    void an_expression_matches_the_agents_that_it_describes(String expression, String labels, boolean matches) {
        assertEquals(matches, LabelExpression.parse(expression).matches(Set.of(labels.split(","))));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "~", quoteCharacter = '\'', textBlock = """
            linux && ~ 9 ~ missing at the end
            && linux ~ 1 ~ missing in front of '&'
            linux x64 ~ 7 ~ operator is missing
            (linux ~ 1 ~ not closed
            linux) ~ 6 ~ closes nothing
            a && "b ~ 6 ~ quote is not closed
            a && "" ~ 6 ~ empty
            a & b ~ 3 ~ operator is missing
            """)
    void a_malformed_one_is_refused_with_the_place(String expression, int column, String message) {
        var error = assertThrows(UserError.class, () -> LabelExpression.parse(expression));
        assertEquals(column, error.problems().getFirst().column());
        assertTrue(String.valueOf(error.getMessage()).contains(message), error.getMessage());
    }

    @Test
    void a_deep_or_long_one_is_refused_and_does_no_harm() {
        assertThrows(UserError.class, () -> LabelExpression.parse("!".repeat(1_000) + "a"));
        assertThrows(UserError.class, () -> LabelExpression.parse("(".repeat(1_000) + "a" + ")".repeat(1_000)));
        assertThrows(UserError.class, () -> LabelExpression.parse("a".repeat(3_000)));
    }

    @Test
    void it_knows_the_labels_that_it_names() {
        assertEquals(
                Set.of("a", "b c", "d"),
                LabelExpression.parse("a && (\"b c\" || !d)").names());
    }
}
