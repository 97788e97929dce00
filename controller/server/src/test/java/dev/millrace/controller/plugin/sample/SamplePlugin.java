package dev.millrace.controller.plugin.sample;

import dev.millrace.api.Contributions;
import dev.millrace.api.Plugin;
import dev.millrace.api.PluginServices;
import dev.millrace.api.step.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Brings the steps, and makes the trouble, that its archive's sample.properties asks for. */
public final class SamplePlugin implements Plugin {
    @Override
    public Contributions start(PluginServices services) {
        var sample = sample();
        if (sample.containsKey("fail")) {
            throw new IllegalStateException(sample.getProperty("fail"));
        }
        if (sample.containsKey("http")) {
            services.http();
        }
        if (sample.containsKey("database")) {
            services.database();
        }
        var steps = new ArrayList<Step>();
        for (var name : sample.getProperty("steps", "").split(",", -1)) {
            if (!name.isEmpty()) {
                steps.add(new SampleStep(
                        name, sample.containsKey("workspace"), sample.getProperty("provider"), services));
            }
        }
        return new Contributions(steps, List.of());
    }

    private static Properties sample() {
        var properties = new Properties();
        try (var in = SamplePlugin.class.getResourceAsStream("/sample.properties")) {
            properties.load(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
