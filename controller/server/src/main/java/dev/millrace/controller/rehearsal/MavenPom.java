package dev.millrace.controller.rehearsal;

import java.util.List;
import java.util.Map;

/** What {@code readMavenPom} gives where there is no pom. */
final class MavenPom {
    private MavenPom() {}

    static Map<String, Object> simulated(String project) {
        return Map.of(
                "groupId",
                "com.example",
                "artifactId",
                project,
                "version",
                "1.0.0-SNAPSHOT",
                "packaging",
                "jar",
                "name",
                project,
                "description",
                "",
                "modules",
                List.of(),
                "properties",
                Map.of(),
                "parent",
                Map.of("groupId", "com.example", "artifactId", "parent", "version", "1.0.0"));
    }
}
