package dev.millrace.controller.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pf4j.DefaultVersionManager;

class VettingTest {
    @Test
    void dependencies_come_first_and_bundled_ones_before_others() {
        var order = vet(plugin("a", "1.0.0", "z@>=1.0.0"), plugin("z", "1.2.0"), bundled("y"));
        assertEquals(List.of("y", "z", "a"), ids(order.order()));
    }

    @ParameterizedTest
    @CsvSource({
        "'>=1.0.0 & <2.0.0', ''",
        "1.0.0, ''",
        "1.3.0, ''",
        "*, ''",
        "'', does not say which versions of the plugin API",
        "'>=1.4.0', 'needs plugin API >=1.4.0, this is 1.3.0'",
        "2.0.0, 'needs plugin API 2.0.0, this is 1.3.0'",
        "soon, 'is ''soon'', not a range'",
    })
    void the_api_must_fit(String requires, String problem) {
        assertProblem(problem, vet(archive("a", "1.0.0", requires, List.of(), List.of(), false)), "a");
    }

    @ParameterizedTest
    @CsvSource({
        "b@>=2.0.0, 'needs plugin b@>=2.0.0, 1.0.0 is there'",
        "b@soon, 'needs plugin b@soon, 1.0.0 is there'",
        "c, 'needs plugin c@*, which is not there'",
        "c?@>=9.0.0, ''",
        "b?@>=9.0.0, 'needs plugin b@>=9.0.0, 1.0.0 is there'",
        "b@>=1.0.0, ''",
    })
    void dependencies_must_be_there_in_a_version_that_fits(String needed, String problem) {
        assertProblem(problem, vet(plugin("a", "1.0.0", needed), plugin("b", "1.0.0")), "a");
    }

    @Test
    void what_depends_on_a_refused_one_is_refused_too() {
        var vetting = vet(plugin("a", "1.0.0", "b"), plugin("b", "1.0.0", "c"), plugin("d", "1.0.0"));
        assertEquals(List.of("d"), ids(vetting.order()));
        assertProblem("which cannot run itself", vetting, "a");
        assertProblem("which is not there", vetting, "b");
    }

    @Test
    void a_circle_is_shown() {
        var vetting = vet(plugin("a", "1.0.0", "b"), plugin("b", "1.0.0", "a"), plugin("d", "1.0.0"));
        assertEquals(List.of("d"), ids(vetting.order()));
        assertProblem("a -> b -> a", vetting, "b");
    }

    @Test
    void of_two_archives_with_one_id_the_bundled_one_is_taken() {
        var vetting = vet(plugin("a", "2.0.0"), bundled("a"));
        assertTrue(vetting.order().getFirst().bundled());
        assertProblem("two archives of plugin a", vetting, "a");
    }

    @Test
    void a_permission_that_there_is_not_is_named() {
        var vetting = vet(archive("a", "1.0.0", "*", List.of(), List.of("network", "root"), false));
        assertProblem("permission 'root'", vetting, "a");
    }

    private static void assertProblem(String expected, Vetting vetting, String id) {
        if (expected.isEmpty()) {
            assertTrue(
                    ids(vetting.order()).contains(id), () -> vetting.refused().toString());
            return;
        }
        var messages = new ArrayList<String>();
        vetting.refused().forEach((archive, problems) -> {
            if (archive.id().equals(id)) {
                problems.forEach(problem -> messages.add(problem.message()));
            }
        });
        assertTrue(messages.stream().anyMatch(message -> message.contains(expected)), messages::toString);
    }

    private static Vetting vet(Archive... archives) {
        return Vetting.of(List.of(archives), "1.3.0", new DefaultVersionManager()::checkVersionConstraint);
    }

    private static List<String> ids(List<Archive> archives) {
        return archives.stream().map(Archive::id).toList();
    }

    private static Archive bundled(String id) {
        return archive(id, "1.0.0", "*", List.of(), List.of(), true);
    }

    private static Archive plugin(String id, String version, String... needed) {
        return archive(id, version, "*", List.of(needed), List.of(), false);
    }

    private static Archive archive(
            String id,
            String version,
            String requires,
            List<String> needed,
            List<String> permissions,
            boolean bundled) {
        var dependencies = Stream.of(String.join(",", needed))
                .flatMap(text -> ArchiveReader.dependencies(text).stream())
                .toList();
        var file = Path.of(bundled ? "bundled" : "plugins", id + ".jar");
        var digest = Digest.sha256((file + version).getBytes(StandardCharsets.UTF_8));
        return new Archive(file, bundled, digest, id, version, "", "", requires, dependencies, permissions);
    }
}
