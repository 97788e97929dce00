package dev.millrace.controller.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.millrace.controller.base.Nearest;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records as JSON bodies. A body that is not what the address takes is refused with the place and, for a misspelt name, the nearest known one. */
@Consumes(MediaType.APPLICATION_JSON)
@Produces({MediaType.APPLICATION_JSON, ProblemBody.MEDIA_TYPE})
final class JsonBodies implements MessageBodyReader<Object>, MessageBodyWriter<Object> {
    private final ObjectMapper mapper;
    /** Of the records that were read: what their fields say of themselves takes long to ask. */
    private final Map<Class<?>, List<RecordComponent>> required = new ConcurrentHashMap<>();

    JsonBodies(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type.isRecord();
    }

    @Override
    public Object readFrom(
            Class<Object> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        return read(type, octets(headers.getFirst("Content-Length"), body));
    }

    /** A body of this type. Fails with {@link UserError} where it is not one. */
    <T> T read(Class<T> type, byte[] octets) throws IOException {
        try {
            T read = octets.length == 0 ? mapper.readValue("{}", type) : mapper.readValue(octets, type);
            if (read == null) {
                throw new UserError(UserError.Kind.INVALID, "The body is null", "Send an object");
            }
            requireAll(type, read);
            return read;
        } catch (JsonProcessingException e) {
            throw refusal(e);
        }
    }

    /** A value as a body. */
    byte[] write(Object value) throws IOException {
        return mapper.writeValueAsBytes(value);
    }

    /** Of what says how long it is no more is made room for. */
    private static byte[] octets(@Nullable String announced, InputStream body) throws IOException {
        return announced == null ? body.readAllBytes() : body.readNBytes(Integer.parseInt(announced));
    }

    /** Names everything that is missing, at once. */
    private void requireAll(Class<?> type, Object read) {
        var missing = new ArrayList<Problem>();
        for (var component : required.computeIfAbsent(type, JsonBodies::required)) {
            if (Nullness.valueOf(component, read) == null) {
                missing.add(new Problem(component.getName(), 0, 0, "is missing", ""));
            }
        }
        if (!missing.isEmpty()) {
            var names = String.join(", ", missing.stream().map(Problem::path).toList());
            throw new UserError(UserError.Kind.INVALID, "Missing: " + names, "See /api/v1/openapi.json", missing);
        }
    }

    private static List<RecordComponent> required(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .filter(component -> !Nullness.mayBeAbsent(component))
                .toList();
    }

    private static UserError refusal(JsonProcessingException e) {
        var hint = "See /api/v1/openapi.json";
        var message = e.getOriginalMessage().lines().findFirst().orElse("not JSON");
        if (e instanceof UnrecognizedPropertyException unknown) {
            var known = unknown.getKnownPropertyIds() == null
                    ? List.<String>of()
                    : unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .toList();
            message = "Unknown name '%s'".formatted(unknown.getPropertyName());
            hint = Nearest.to(unknown.getPropertyName(), known)
                    .map("Did you mean '%s'?"::formatted)
                    .orElse("Known are " + String.join(", ", known));
        }
        JsonLocation at = e.getLocation();
        var line = at == null ? 0 : Math.max(0, at.getLineNr());
        var column = at == null ? 0 : Math.max(0, at.getColumnNr());
        return new UserError(
                UserError.Kind.INVALID,
                "The body is not what this address takes: line %d, column %d: %s".formatted(line, column, message),
                hint,
                List.of(new Problem("", line, column, message, hint)));
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return !StreamingOutput.class.isAssignableFrom(type) && type != byte[].class && type != String.class;
    }

    @Override
    public void writeTo(
            Object value,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream to)
            throws IOException {
        var octets = write(value);
        headers.putSingle("Content-Length", octets.length);
        to.write(octets);
    }
}
