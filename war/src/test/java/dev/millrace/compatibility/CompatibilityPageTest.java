package dev.millrace.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.lint.Foreign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompatibilityPageTest {
    @Test
    void the_page_is_what_is_implemented() throws IOException {
        var file = Path.of(System.getProperty("millrace.root")).resolve("docs/compatibility.md");
        var made = CompatibilityPage.text(Bundled.steps(), Bundled.symbols(), Foreign.list());
        if (Boolean.getBoolean("compatibility.write")) {
            Files.writeString(file, made);
        }
        assertEquals(made, Files.readString(file), "docs/compatibility.md is old: run with -Dcompatibility.write=true");
    }

    @Test
    void no_step_that_is_there_is_called_foreign() {
        var foreign = Foreign.list();
        var catalog = Bundled.catalog();
        for (var name : catalog.names()) {
            assertEquals(Optional.empty(), foreign.plugin(name), name);
        }
    }

    @Test
    void plugins_do_not_bring_the_same_step_twice() {
        var seen = new HashSet<String>();
        for (var step : Bundled.steps()) {
            assertTrue(seen.add(step.getName()), step.getName());
        }
    }
}
