package dev.millrace.controller.app;

import dev.millrace.controller.evaluator.EvaluatorModule;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import dev.millrace.controller.execution.ProgramsModule;
import dev.millrace.controller.identity.IdentityModule;
import dev.millrace.controller.plugin.PluginsModule;
import dev.millrace.controller.rehearsal.RehearsalModule;
import dev.millrace.controller.web.LanguageDoors;
import dev.millrace.controller.web.WebConfig;
import dev.millrace.controller.web.WebDoors;
import dev.millrace.controller.web.WebModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Puts together a controller that only looks at pipelines: HTTP, the steps of the release's plugins, an evaluator. It has no database, no agents and
 * no data directory, and what little it writes goes with it.
 */
final class LanguageAssembly {
    private final Distribution distribution;
    private final Parts parts;
    private final Executor threads = task -> Thread.ofVirtual().start(task);

    LanguageAssembly(Path home, Parts parts) {
        this.distribution = new Distribution(home);
        this.parts = parts;
    }

    Controller assemble() throws IOException {
        var own = Files.createTempDirectory("millrace-");
        parts.add(() -> delete(own));
        parts.add(ControllerLog.in(own));
        var web = parts.add(WebModule.start(WebConfig.of("127.0.0.1", 0, "development")));
        var plugins = parts.add(
                PluginsModule.bundled(List.of(distribution.plugins()), own.resolve("plugins"), EngineSteps.NAMES));
        var settings = EvaluatorSettings.usual(
                        Distribution.java(), distribution.classPath("evaluator"), own.resolve("evaluator"))
                .brief();
        var programs = parts.add(ProgramsModule.create(
                plugins.steps(), EvaluatorModule.processes(settings), settings, web.url() + "/", threads));
        var rehearsals = RehearsalModule.withoutTrees(programs.programs(), plugins.steps(), InstantSource.system());
        var token = token(own.resolve("token"));
        web.open(new LanguageDoors(
                IdentityModule.only(token), new WebDoors.Language(programs.programs(), rehearsals)));
        return new Controller(parts, web.url(), own.resolve("token"));
    }

    private static String token(Path file) throws IOException {
        var random = new byte[32];
        new SecureRandom().nextBytes(random);
        var token = HexFormat.of().formatHex(random);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, token + "\n");
        return token;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
