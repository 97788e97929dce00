package dev.millrace.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The description that is served is that of the code; with {@code -Dopenapi.write=true} this test writes it. */
class OpenApiTest {
    private static final String SERVED =
            "controller/server/src/main/resources/dev/millrace/controller/web/openapi.json";
    private static final String CONSOLE = "ui/src/api/openapi.json";

    private static java.nio.file.Path file(String name) {
        return java.nio.file.Path.of(System.getProperty("millrace.root")).resolve(name);
    }

    @Test
    void the_served_description_is_that_of_the_code() throws IOException {
        var made = OpenApiDocument.make().text();
        for (var name : List.of(SERVED, CONSOLE)) {
            if (Boolean.getBoolean("openapi.write")) {
                Files.createDirectories(file(name).getParent());
                Files.writeString(file(name), made);
            }
            assertTrue(Files.exists(file(name)), () -> name + " is missing: run this test with -Dopenapi.write=true");
            assertEquals(
                    made,
                    Files.readString(file(name)),
                    () -> name + " is old: run this test with -Dopenapi.write=true");
        }
    }

    @Test
    void every_route_is_described_in_words() {
        var missing = new TreeSet<String>();
        var ids = new HashSet<String>();
        OpenApiDocument.make()
                .document()
                .getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    if (operation.getSummary() == null || !ids.add(operation.getOperationId())) {
                        missing.add(method + " " + path);
                    }
                }));
        assertEquals(new TreeSet<>(), missing);
        assertEquals(routes().count(), ids.size());
    }

    private static Stream<String> routes() {
        var routes = new ArrayList<String>();
        for (var resource : Rest.RESOURCES) {
            for (var method : resource.getDeclaredMethods()) {
                if (Stream.of(GET.class, POST.class, PUT.class, DELETE.class).anyMatch(method::isAnnotationPresent)) {
                    routes.add(method.getAnnotation(Path.class).value());
                }
            }
        }
        return routes.stream();
    }

    @Test
    void every_resource_that_is_described_is_served() {
        var registered =
                Rest.application(new Doors(), new Streams(), WebConfig.of("127.0.0.1", 0, "test"))
                        .getInstances()
                        .stream()
                        .map(Object::getClass)
                        .filter(type -> type.isAnnotationPresent(Path.class))
                        .map(Class::getName)
                        .toList();
        assertEquals(new TreeSet<>(Rest.RESOURCES.stream().map(Class::getName).toList()), new TreeSet<>(registered));
    }
}
