package dev.millrace.controller.queue;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.queue.LabelExpression.Term;
import java.util.List;

/** Recursive descent over a label expression. For one use. */
final class LabelParser {
    private static final int LENGTH_LIMIT = 2_000;
    private static final int DEPTH_LIMIT = 100;
    private static final String HINT =
            "Labels are joined with &&, ||, ! and parentheses, as in: linux && (x64 || !arm64); a label with spaces stands in double quotes";

    private final String text;
    private int at;
    private int depth;

    LabelParser(String text) {
        this.text = text;
    }

    Term parse() {
        if (text.length() > LENGTH_LIMIT) {
            at = LENGTH_LIMIT;
            throw error("it is longer than %d characters".formatted(LENGTH_LIMIT));
        }
        var term = same();
        skipSpace();
        if (at < text.length()) {
            throw error(
                    text.charAt(at) == ')'
                            ? "this ')' closes nothing"
                            : "an operator is missing in front of the next label");
        }
        return term;
    }

    private Term same() {
        var left = implies();
        while (take("<->")) {
            left = new LabelExpression.Same(left, implies());
        }
        return left;
    }

    private Term implies() {
        var left = or();
        while (take("->")) {
            left = new LabelExpression.Implies(left, or());
        }
        return left;
    }

    private Term or() {
        var left = and();
        while (take("||")) {
            left = new LabelExpression.Or(left, and());
        }
        return left;
    }

    private Term and() {
        var left = not();
        while (take("&&")) {
            left = new LabelExpression.And(left, not());
        }
        return left;
    }

    private Term not() {
        if (++depth > DEPTH_LIMIT) {
            throw error("it is nested deeper than %d".formatted(DEPTH_LIMIT));
        }
        try {
            return take("!") ? new LabelExpression.Not(not()) : primary();
        } finally {
            depth--;
        }
    }

    private Term primary() {
        skipSpace();
        if (at >= text.length()) {
            throw error("a label is missing at the end");
        }
        return switch (text.charAt(at)) {
            case '(' -> parenthesis();
            case '"' -> quoted();
            default -> plain();
        };
    }

    private Term parenthesis() {
        int opened = at++;
        var term = same();
        if (!take(")")) {
            at = opened;
            throw error("this '(' is not closed");
        }
        return term;
    }

    private Term quoted() {
        int opened = at++;
        var name = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        if (at >= text.length() || name.isEmpty()) {
            boolean empty = at < text.length();
            at = opened;
            throw error(empty ? "a label is empty" : "this quote is not closed");
        }
        at++;
        return new LabelExpression.Label(name.toString());
    }

    private Term plain() {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && !operatorHere()) {
            at++;
        }
        if (start == at) {
            throw error("a label is missing in front of '%s'".formatted(text.charAt(at)));
        }
        return new LabelExpression.Label(text.substring(start, at));
    }

    private boolean operatorHere() {
        return "()!&|<>\"".indexOf(text.charAt(at)) >= 0 || text.startsWith("->", at);
    }

    private boolean take(String operator) {
        skipSpace();
        if (!text.startsWith(operator, at)) {
            return false;
        }
        at += operator.length();
        return true;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private UserError error(String what) {
        var message = "The label expression %s is malformed at character %d: %s"
                .formatted(text.length() > 200 ? text.substring(0, 200) + "..." : text, at + 1, what);
        return new UserError(
                UserError.Kind.INVALID, message, HINT, List.of(new Problem("label", 1, at + 1, what, HINT)));
    }
}
