package dev.millrace.evaluator.declarative;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.RangeExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a value without computing it.
 *
 * @param text of a constant; null where the run computes it
 */
record Literal(Kind kind, @Nullable String text) {
    /** What it is. */
    enum Kind {
        TEXT("text"),
        TRUTH("a truth value"),
        WHOLE("a number"),
        REAL("a number"),
        NOTHING("null"),
        LIST("a list"),
        MAP("a map"),
        BLOCK("a block"),
        UNKNOWN("a value");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static Literal of(Expression expression) {
        return switch (expression) {
            case ConstantExpression constant -> constant(constant.getValue());
            case GStringExpression text -> new Literal(Kind.TEXT, null);
            case ClosureExpression body -> new Literal(Kind.BLOCK, null);
            case MapExpression map -> new Literal(Kind.MAP, null);
            case ListExpression list -> new Literal(Kind.LIST, null);
            case RangeExpression range -> new Literal(Kind.LIST, null);
            case UnaryMinusExpression minus -> {
                var of = of(minus.getExpression());
                yield new Literal(of.kind(), of.text() == null ? null : "-" + of.text());
            }
            case BinaryExpression sum
            when sum.getOperation().getText().equals("+")
                    && (of(sum.getLeftExpression()).kind() == Kind.TEXT
                            || of(sum.getRightExpression()).kind() == Kind.TEXT) -> new Literal(Kind.TEXT, null);
            default -> new Literal(Kind.UNKNOWN, null);
        };
    }

    private static Literal constant(@Nullable Object value) {
        return switch (value) {
            case null -> new Literal(Kind.NOTHING, null);
            case String text -> new Literal(Kind.TEXT, text);
            case Boolean truth -> new Literal(Kind.TRUTH, truth.toString());
            // that it is too large is said where all values are looked at
            case BigInteger large -> new Literal(Kind.UNKNOWN, null);
            case BigDecimal real -> new Literal(Kind.REAL, real.toPlainString());
            case Double real -> new Literal(Kind.REAL, real.toString());
            case Float real -> new Literal(Kind.REAL, real.toString());
            case Number number -> new Literal(Kind.WHOLE, number.toString());
            default -> new Literal(Kind.UNKNOWN, value.toString());
        };
    }

    /**
     * True unless it is certain that it can not be a value of this type.
     *
     * @param exactly a number is no text; the case of a word means nothing
     */
    boolean fits(Signature.Field field, boolean exactly) {
        if (kind == Kind.UNKNOWN || kind == Kind.NOTHING) {
            return true;
        }
        return switch (field.type()) {
            case ANY -> kind != Kind.BLOCK;
            case TEXT -> kind == Kind.TEXT || (!exactly && simple());
            case TRUTH -> kind == Kind.TRUTH || (kind == Kind.TEXT && word("true", "false"));
            case INTEGER -> integer(field);
            case REAL -> kind == Kind.WHOLE || kind == Kind.REAL || (kind == Kind.TEXT && number());
            case LIST -> kind != Kind.BLOCK;
            case MAP -> kind == Kind.MAP;
            case CHOICE ->
                kind == Kind.TEXT
                        && (text == null
                                || field.choices().stream()
                                        .anyMatch(choice ->
                                                exactly ? choice.equalsIgnoreCase(text) : choice.equals(text)));
        };
    }

    private boolean simple() {
        return kind == Kind.TRUTH || kind == Kind.WHOLE || kind == Kind.REAL;
    }

    private boolean word(String... words) {
        return text == null || List.of(words).contains(text);
    }

    private boolean integer(Signature.Field field) {
        if (kind != Kind.TEXT && kind != Kind.WHOLE && kind != Kind.REAL) {
            return false;
        }
        if (text == null) {
            return true;
        }
        try {
            long number = new BigDecimal(text.strip()).longValueExact();
            return number >= field.least() && number <= field.most();
        } catch (NumberFormatException | ArithmeticException e) {
            return false;
        }
    }

    private boolean number() {
        try {
            return text == null || new BigDecimal(text.strip()).signum() < 2;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** In a message: {@code the text 'x'}, {@code 5}, {@code a list}. */
    String words() {
        return switch (kind) {
            case TEXT -> text == null ? "text" : "the text '" + text + "'";
            case TRUTH, WHOLE, REAL -> String.valueOf(text);
            default -> kind.words;
        };
    }
}
