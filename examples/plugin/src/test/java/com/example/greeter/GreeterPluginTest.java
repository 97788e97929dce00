package com.example.greeter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.api.Plugin;
import dev.millrace.testkit.PluginBench;
import dev.millrace.testkit.PluginContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreeterPluginTest extends PluginContract {
    @Override
    protected Plugin plugin() {
        return new GreeterPlugin();
    }

    @Test
    void a_block_changes_how_the_steps_in_it_greet(@TempDir Path workspace) throws Exception {
        try (var bench = PluginBench.inWorkspace(plugin(), workspace)) {
            var scope = bench.open("withManners", Map.of("manners", "formal"));
            scope.environment().forEach(bench::environment);
            var greeting = bench.run("greet", Map.of("name", "Ada", "shout", true));
            assertEquals("GOOD DAY ADA, FROM " + System.getProperty("os.name").toUpperCase(), greeting);
            assertEquals(List.of(greeting), bench.log());
        }
    }
}
