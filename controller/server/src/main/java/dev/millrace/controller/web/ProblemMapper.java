package dev.millrace.controller.web;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.blob.BlobTooLong;
import dev.millrace.controller.blob.CorruptBlob;
import dev.millrace.controller.store.DatabaseUnavailable;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.glassfish.jersey.server.ParamException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every failure becomes a problem document; what the system did wrong is logged and shows only a number. */
final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger log = LoggerFactory.getLogger(ProblemMapper.class);

    @Override
    public Response toResponse(Throwable failure) {
        return switch (failure) {
            case UserError e -> userError(e);
            case Refused e -> answer(e.status(), e.title(), message(e), e.hint(), List.of(), e.headers());
            case DatabaseUnavailable e -> databaseUnavailable(e);
            case ParamException e -> badParameter(e);
            case WebApplicationException e -> ofHttp(e);
            case CorruptBlob e -> answer(422, "Content differs from its digest", message(e), "Send the bytes again");
            case BlobTooLong e -> answer(413, "Too large", message(e), "");
            case IOException e when diskFull(e) -> diskFull();
            default -> ofSystem(failure);
        };
    }

    private static Response userError(UserError e) {
        var status = switch (e.kind()) {
            case INVALID -> 400;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case FORBIDDEN -> 403;
        };
        var title = switch (e.kind()) {
            case INVALID -> "Not valid";
            case NOT_FOUND -> "Not found";
            case CONFLICT -> "In conflict with what is there";
            case FORBIDDEN -> "Not allowed";
        };
        return answer(status, title, message(e), e.hint(), e.problems(), Map.of());
    }

    private static Response databaseUnavailable(DatabaseUnavailable e) {
        log.atWarn().setCause(e).log("request-without-database");
        return answer(
                503,
                "Not available now",
                "The database does not answer",
                "Nothing is lost; try again in a moment",
                List.of(),
                Map.of("Retry-After", "2"));
    }

    private static Response badParameter(ParamException e) {
        if (e instanceof ParamException.PathParamException) {
            return answer(404, "Not found", "There is nothing of this address", "Ids are numbers");
        }
        var name = e.getParameterName();
        return answer(
                400,
                "Not valid",
                "The parameter '%s' has a value that it cannot have".formatted(name),
                "See /api/v1/openapi.json",
                List.of(new Problem(name, 0, 0, "not of its type", "")),
                Map.of());
    }

    private static Response ofHttp(WebApplicationException e) {
        var status = e.getResponse().getStatus();
        var see = "See /api/v1/openapi.json";
        return switch (e) {
            case NotFoundException _ -> answer(404, "Not found", "There is nothing of this address", see);
            case NotAllowedException _ -> {
                var allowed = String.join(", ", e.getResponse().getAllowedMethods());
                yield answer(
                        405,
                        "Not a method of this address",
                        "Allowed are " + allowed,
                        see,
                        List.of(),
                        Map.of("Allow", allowed));
            }
            case NotSupportedException _ ->
                answer(415, "Not a known media type", "This address takes another Content-Type", see);
            case NotAcceptableException _ ->
                answer(406, "Not an offered media type", "This address has another Content-Type", see);
            default -> status >= 500 ? ofSystem(e) : answer(status, "Refused", message(e), "");
        };
    }

    private static boolean diskFull(IOException e) {
        return message(e).contains("No space left") || message(e).contains("quota");
    }

    private static Response diskFull() {
        log.atError().log("disk-full");
        return answer(
                507,
                "No space left",
                "The disk of the controller's data directory is full",
                "Free some space there, then send it again; nothing was stored in part");
    }

    private static Response ofSystem(Throwable failure) {
        var number = UUID.randomUUID().toString();
        log.atError().addKeyValue("failure", number).setCause(failure).log("request-failed");
        return answer(
                500,
                "Failure of the controller",
                "The controller failed at this: " + number,
                "Its log has the cause under this number");
    }

    private static String message(Throwable failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static Response answer(int status, String title, String detail, String hint) {
        return answer(status, title, detail, hint, List.of(), Map.of());
    }

    private static Response answer(
            int status, String title, String detail, String hint, List<Problem> problems, Map<String, String> headers) {
        var response = Response.status(status)
                .type(ProblemBody.MEDIA_TYPE)
                .entity(ProblemBody.of(status, title, detail, hint, problems));
        headers.forEach(response::header);
        return response.build();
    }
}
