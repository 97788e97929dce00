package dev.millrace.controller.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parts of a tool as columns of JSON. */
final class ToolText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ToolText() {}

    static String homes(List<ToolHome> homes) {
        return write(homes.stream()
                .map(home -> Map.of("labels", home.labels(), "home", home.directory()))
                .toList());
    }

    static List<ToolHome> homes(String stored) {
        var homes = new ArrayList<ToolHome>();
        for (var item : read(stored, List.class)) {
            var fields = (Map<?, ?>) item;
            homes.add(new ToolHome(String.valueOf(fields.get("labels")), String.valueOf(fields.get("home"))));
        }
        return homes;
    }

    static String environment(Map<String, String> environment) {
        return write(environment);
    }

    static Map<String, String> environment(String stored) {
        var environment = new LinkedHashMap<String, String>();
        Map<?, ?> fields = read(stored, LinkedHashMap.class);
        fields.forEach((name, value) -> environment.put(String.valueOf(name), String.valueOf(value)));
        return environment;
    }

    static String path(List<String> path) {
        return write(path);
    }

    static List<String> path(String stored) {
        var path = new ArrayList<String>();
        for (var item : read(stored, List.class)) {
            path.add(String.valueOf(item));
        }
        return path;
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a value that JSON can hold: " + value, e);
        }
    }

    private static <T> T read(String stored, Class<T> type) {
        try {
            return JSON.readValue(stored, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Unreadable JSON of a tool", e);
        }
    }
}
