package dev.millrace.controller.execution;

import java.time.Instant;
import java.util.List;

/**
 * A question of an {@code input} step that waits for an answer.
 *
 * @param step of the run
 * @param id as the pipeline names it; unique among the open ones of a run as far as the pipeline keeps it so
 * @param message what is asked
 * @param ok what the button says
 * @param submitters names of those who may answer; empty: whoever may start runs
 * @param submitterParameter under which the pipeline wants the answerer's name; empty: it does not
 * @param parameters what is to be filled in
 * @param askedAt since when it waits
 */
public record Question(
        int step,
        String id,
        String message,
        String ok,
        List<String> submitters,
        String submitterParameter,
        List<Field> parameters,
        Instant askedAt) {
    public Question {
        submitters = List.copyOf(submitters);
        parameters = List.copyOf(parameters);
    }

    /** Whether somebody of this name may answer; an administrator always may. */
    public boolean mayAnswer(String name) {
        return submitters.isEmpty() || submitters.contains(name);
    }

    /**
     * Something to fill in.
     *
     * @param defaultValue what an answer without it means; empty text where the pipeline does not say
     * @param choices of a {@link Kind#CHOICE}
     */
    public record Field(String name, Kind kind, String description, String defaultValue, List<String> choices) {
        public Field {
            choices = List.copyOf(choices);
            if (name.isBlank()) {
                throw new IllegalArgumentException("A parameter of input needs a name");
            }
            if (kind == Kind.CHOICE && choices.isEmpty()) {
                throw new IllegalArgumentException("The choice '%s' of input has no choices".formatted(name));
            }
        }
    }

    /** What a field takes. */
    public enum Kind {
        STRING,
        TEXT,
        BOOLEAN,
        CHOICE
    }
}
