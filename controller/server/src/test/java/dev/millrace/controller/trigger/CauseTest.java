package dev.millrace.controller.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CauseTest {
    static final List<Cause> EVERY = List.of(
            new Cause.User("ada"),
            new Cause.Remote("10.0.0.1", "nightly"),
            new Cause.Timer(),
            new Cause.Change("Started by a push"),
            new Cause.Branch(""),
            new Cause.Upstream("shop/lib", 7, true),
            new Cause.Replay(3, "ada"),
            new Cause.Other("meteor", "It fell"));

    @ParameterizedTest
    @FieldSource("EVERY")
    void what_is_kept_is_read_again_as_it_was(Cause cause) {
        assertEquals(cause, Cause.of(cause.fields()));
        assertEquals(cause.message(), cause.fields().get("message"));
    }

    @Test
    void a_kind_that_a_later_version_has_keeps_its_words() {
        assertEquals(
                "Something new",
                Cause.of(Map.of("kind", "new", "message", "Something new")).message());
        assertEquals(
                new Cause.Upstream("x", 0, false),
                Cause.of(Map.of("kind", "upstream", "project", "x", "number", "many")));
    }
}
