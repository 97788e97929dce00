package dev.millrace.controller.execution;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.Question.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer to a question.
 *
 * @param proceed false: the run does not go on
 * @param by name of who answers
 * @param anybody the answerer is an administrator, who may always answer
 * @param values of the question's parameters by name; what is not among them has its default
 */
public record Reply(boolean proceed, String by, boolean anybody, Map<String, Object> values) {
    public Reply {
        values = Map.copyOf(values);
    }

    /**
     * What the step gives to the pipeline: nothing, the one value there is, or a map of them.
     *
     * @throws UserError who answers may not, or a value does not fit
     */
    @Nullable
    Object value(Question question) {
        allowed(question);
        var wrong = new ArrayList<Problem>();
        var given = new LinkedHashMap<String, Object>();
        for (var field : question.parameters()) {
            given.put(field.name(), value(field, wrong));
        }
        for (var name : values.keySet()) {
            if (!given.containsKey(name)) {
                wrong.add(
                        problem(name, "there is no such parameter", "There are: " + String.join(", ", given.keySet())));
            }
        }
        if (!wrong.isEmpty()) {
            throw new UserError(UserError.Kind.INVALID, "The answer does not fit the question", "", wrong);
        }
        if (!question.submitterParameter().isEmpty()) {
            given.put(question.submitterParameter(), by);
        }
        return switch (given.size()) {
            case 0 -> null;
            case 1 -> given.firstEntry().getValue();
            default -> given;
        };
    }

    /** Fails where who answers may not. */
    void allowed(Question question) {
        if (!anybody && !question.mayAnswer(by)) {
            throw new UserError(
                    UserError.Kind.FORBIDDEN,
                    "%s may not answer this question".formatted(by),
                    "Those who may: " + String.join(", ", question.submitters()));
        }
    }

    private Object value(Field field, List<Problem> wrong) {
        var text = String.valueOf(values.getOrDefault(field.name(), field.defaultValue()));
        return switch (field.kind()) {
            case STRING, TEXT -> text;
            case BOOLEAN -> {
                if (!text.equals("true") && !text.equals("false")) {
                    wrong.add(problem(field.name(), "'%s' is neither true nor false".formatted(text), ""));
                }
                yield text.equals("true");
            }
            case CHOICE -> {
                if (!field.choices().contains(text)) {
                    wrong.add(problem(
                            field.name(),
                            "'%s' is not one of the choices".formatted(text),
                            "Choose one of " + String.join(", ", field.choices())));
                }
                yield text;
            }
        };
    }

    private static Problem problem(String name, String message, String hint) {
        return new Problem("values." + name, 0, 0, message, hint);
    }
}
