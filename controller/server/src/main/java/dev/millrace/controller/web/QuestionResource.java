package dev.millrace.controller.web;

import dev.millrace.controller.base.UserError;
import dev.millrace.controller.base.UserError.Kind;
import dev.millrace.controller.execution.Question;
import dev.millrace.controller.execution.Reply;
import dev.millrace.controller.identity.Identities.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Questions that runs ask people. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
final class QuestionResource {
    private final Doors doors;
    private final Access access;

    QuestionResource(Doors doors, Access access) {
        this.doors = doors;
        this.access = access;
    }

    @GET
    @Path("runs/{id}/questions")
    @Operation(operationId = "questions", summary = "What a run waits for people to answer")
    public List<QuestionBody> open(@PathParam("id") long id, @Context SecurityContext security) {
        var caller = Who.of(security);
        var run = access.run(caller, id, Role.VIEWER);
        return doors.questions().open(run.id()).stream()
                .map(question -> QuestionBody.of(
                        question,
                        caller.may(Role.DEVELOPER, run.organization())
                                && (caller.admin() || question.mayAnswer(caller.name()))))
                .toList();
    }

    @POST
    @Path("runs/{id}/questions/{step}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "answerQuestion", summary = "Answers a question of a run")
    public void answer(
            @PathParam("id") long id, @PathParam("step") int step, Answer given, @Context SecurityContext security) {
        var caller = Who.of(security);
        var run = access.run(caller, id, Role.DEVELOPER);
        var reply = new Reply(
                given.proceed(), caller.name(), caller.admin(), given.values() == null ? Map.of() : given.values());
        if (!doors.questions().answer(run.id(), step, reply)) {
            throw new UserError(
                    Kind.CONFLICT,
                    "Run %d has no open question at step %d".formatted(id, step),
                    "Somebody else may have answered it; 'millrace answer %d' shows what is open".formatted(id));
        }
        doors.identities().audit(caller, given.proceed() ? "approve" : "reject", run.id() + " step " + step);
    }

    /** {@code values} are those of the question's parameters; what is left out has its default. */
    @Schema(name = "Answer")
    record Answer(boolean proceed, @Nullable Map<String, Object> values) {}

    /** {@code answerable}: the caller may answer. */
    @Schema(name = "Question")
    record QuestionBody(
            int step,
            String id,
            String message,
            String ok,
            List<String> submitters,
            List<FieldBody> parameters,
            boolean answerable,
            Instant askedAt) {
        static QuestionBody of(Question question, boolean answerable) {
            return new QuestionBody(
                    question.step(),
                    question.id(),
                    question.message(),
                    question.ok(),
                    question.submitters(),
                    question.parameters().stream().map(FieldBody::of).toList(),
                    answerable,
                    question.askedAt());
        }
    }

    /** {@code type}: string, text, boolean or choice. */
    @Schema(name = "QuestionParameter")
    record FieldBody(String name, String type, String description, String defaultValue, List<String> choices) {
        static FieldBody of(Question.Field field) {
            return new FieldBody(
                    field.name(),
                    field.kind().name().toLowerCase(Locale.ROOT),
                    field.description(),
                    field.defaultValue(),
                    field.choices());
        }
    }
}
