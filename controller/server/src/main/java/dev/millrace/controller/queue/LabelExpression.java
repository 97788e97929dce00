package dev.millrace.controller.queue;

import dev.millrace.controller.base.UserError;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which agents a job can run on: {@code linux && (x64 || !arm64)}. Operators from tight to loose are {@code !}, {@code &&}, {@code ||}, {@code ->}
 * (implies) and {@code <->} (both or neither). A label with spaces or operators in it stands in double quotes; backslash escapes within them. An
 * agent's name is one of its labels. Compared by text.
 */
public final class LabelExpression {
    private final String text;
    private final Term term;

    private LabelExpression(String text, Term term) {
        this.text = text;
        this.term = term;
    }

    /**
     * Reads an expression; blank text matches every agent.
     *
     * @throws UserError where it is malformed, with the place
     */
    public static LabelExpression parse(String text) {
        var trimmed = text.strip();
        return new LabelExpression(trimmed, trimmed.isEmpty() ? new Any() : new LabelParser(trimmed).parse());
    }

    /** The same, and one more label that an agent must have. */
    public LabelExpression and(String label) {
        var more = new Label(label);
        return term instanceof Any
                ? new LabelExpression(label, more)
                : new LabelExpression("(%s) && %s".formatted(text, label), new And(term, more));
    }

    /** Whether an agent that has exactly these labels can take the job. */
    public boolean matches(Set<String> labels) {
        return term.test(labels::contains);
    }

    /** Every label that is named, negated or not. */
    public Set<String> names() {
        var names = new TreeSet<String>();
        term.names(names);
        return names;
    }

    /** As it was written; empty: any agent. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelExpression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** A node of the expression. */
    sealed interface Term {
        default boolean test(Predicate<String> has) {
            return switch (this) {
                case Any() -> true;
                case Label(var name) -> has.test(name);
                case Not(var term) -> !term.test(has);
                case And(var left, var right) -> left.test(has) && right.test(has);
                case Or(var left, var right) -> left.test(has) || right.test(has);
                case Implies(var left, var right) -> !left.test(has) || right.test(has);
                case Same(var left, var right) -> left.test(has) == right.test(has);
            };
        }

        default void names(Set<String> into) {
            switch (this) {
                case Any() -> {}
                case Label(var name) -> into.add(name);
                case Not(var term) -> term.names(into);
                case And(var left, var right) -> both(left, right, into);
                case Or(var left, var right) -> both(left, right, into);
                case Implies(var left, var right) -> both(left, right, into);
                case Same(var left, var right) -> both(left, right, into);
            }
        }

        private static void both(Term left, Term right, Set<String> into) {
            left.names(into);
            right.names(into);
        }
    }

    record Any() implements Term {}

    record Label(String name) implements Term {}

    record Not(Term term) implements Term {}

    record And(Term left, Term right) implements Term {}

    record Or(Term left, Term right) implements Term {}

    record Implies(Term left, Term right) implements Term {}

    record Same(Term left, Term right) implements Term {}
}
