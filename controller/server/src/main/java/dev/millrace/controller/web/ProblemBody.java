package dev.millrace.controller.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.controller.base.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An RFC 9457 problem.
 *
 * @param type always {@code about:blank}: the status says the kind
 * @param title the kind of problem
 * @param status of HTTP
 * @param detail what was found
 * @param hint what to do
 * @param problems the single mistakes
 */
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemBody(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String hint,
        @Nullable List<Mistake> problems) {
    static final String MEDIA_TYPE = "application/problem+json";

    static ProblemBody of(int status, String title, String detail, String hint, List<Problem> problems) {
        return new ProblemBody(
                "about:blank",
                title,
                status,
                detail,
                hint.isEmpty() ? null : hint,
                problems.isEmpty() ? null : problems.stream().map(Mistake::of).toList());
    }

    /** One mistake, at a place: {@code line} and {@code column} count from 1, 0 where unknown. */
    @Schema(name = "Mistake")
    record Mistake(String file, int line, int column, String message, String hint) {
        static Mistake of(Problem problem) {
            return new Mistake(problem.path(), problem.line(), problem.column(), problem.message(), problem.hint());
        }
    }
}
