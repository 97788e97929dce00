package dev.millrace.controller.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The description of the API, made from the resources. What a record does not mark as nullable is required. */
final class OpenApiDocument {
    private static final Set<String> OPEN = Set.of("health", "openapi", "beginSession");

    private final OpenAPI document;

    private OpenApiDocument(OpenAPI document) {
        this.document = document;
    }

    static OpenApiDocument make() {
        var base = new OpenAPI()
                .info(new Info()
                        .title("Millrace")
                        .version("v1")
                        .description("Ids are numbers, times are ISO-8601 in UTC, durations are milliseconds. "
                                + "Errors are RFC 9457 problems. Absent fields have no value."))
                .servers(List.of(new Server().url("/api/v1")))
                .components(new Components());
        var reader = new Reader(new SwaggerConfiguration().openAPI(base));
        var made = new OpenApiDocument(reader.read(Set.copyOf(Rest.RESOURCES)));
        made.complete();
        return made;
    }

    String text() {
        try {
            return Json.mapper()
                            .copy()
                            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(document)
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The description is JSON", e);
        }
    }

    OpenAPI document() {
        return document;
    }

    private void complete() {
        document.getInfo().setLicense((License) null);
        var components = document.getComponents();
        records().forEach(record -> describe(record, components));
        components.setSchemas(new TreeMap<>(components.getSchemas()));
        components.addSecuritySchemes(
                "token", new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
        components.addSecuritySchemes(
                "session",
                new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.COOKIE)
                        .name(SessionCookie.NAME)
                        .description("Writes need the header " + SessionCookie.CSRF_HEADER));
        var paths = new Paths();
        new TreeMap<>(document.getPaths()).forEach(paths::addPathItem);
        document.setPaths(paths);
        operations(this::complete);
    }

    private void operations(Consumer<Operation> each) {
        document.getPaths().values().forEach(path -> path.readOperations().forEach(each));
    }

    private void complete(Operation operation) {
        complete(operation.getResponses());
        operation.getResponses().values().forEach(answer -> answer.setDescription("done"));
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("a problem")
                                .content(new Content()
                                        .addMediaType(
                                                ProblemBody.MEDIA_TYPE,
                                                new MediaType()
                                                        .schema(new Schema<>().$ref("#/components/schemas/Problem")))));
        if (!OPEN.contains(operation.getOperationId())) {
            operation.setSecurity(
                    List.of(new SecurityRequirement().addList("token"), new SecurityRequirement().addList("session")));
        }
    }

    /** The status of what is inferred from a method: 200 where it answers something. */
    private static void complete(ApiResponses responses) {
        var inferred = responses.remove("default");
        if (!responses.isEmpty()) {
            return;
        }
        var something = inferred != null
                && inferred.getContent() != null
                && inferred.getContent().values().stream().anyMatch(content -> content.getSchema() != null);
        responses.addApiResponse(something ? "200" : "204", something ? inferred : new ApiResponse());
    }

    /** Every record that travels: those with a name for their schema. */
    private static Stream<Class<?>> records() {
        return Stream.concat(
                        Rest.RESOURCES.stream(),
                        Stream.of(ProblemBody.class, RunBody.class, TenantBodies.class, EventSink.class))
                .flatMap(type -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses())))
                .filter(type ->
                        type.isRecord() && type.isAnnotationPresent(io.swagger.v3.oas.annotations.media.Schema.class));
    }

    private static void describe(Class<?> record, Components components) {
        var name = record.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class)
                .name();
        ModelConverters.getInstance()
                .resolveAsResolvedSchema(new AnnotatedType(record))
                .referencedSchemas
                .forEach((key, schema) -> {
                    if (components.getSchemas() == null
                            || !components.getSchemas().containsKey(key)) {
                        components.addSchemas(key, schema);
                    }
                });
        var required = Arrays.stream(record.getRecordComponents())
                .filter(component -> component.getType().isPrimitive() || !Nullness.mayBeAbsent(component))
                .map(component -> component.getName())
                .toList();
        Schema<?> schema = components.getSchemas().get(name);
        if (schema == null) {
            throw new IllegalStateException("There is no schema " + name);
        }
        schema.setRequired(required.isEmpty() ? null : required);
        Arrays.stream(record.getRecordComponents())
                .filter(component -> component.getGenericType().getTypeName().contains("java.lang.Object"))
                .map(component -> schema.getProperties().get(component.getName()))
                .filter(property -> property != null)
                .forEach(property -> anything(property));
    }

    /** {@code Object} is any value of JSON, not an object. */
    private static void anything(Schema<?> property) {
        if (property.getAdditionalProperties() instanceof Schema<?> value) {
            value.setType(null);
        } else {
            property.setType(null);
        }
    }
}
