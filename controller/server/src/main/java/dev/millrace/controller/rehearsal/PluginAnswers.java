package dev.millrace.controller.rehearsal;

import dev.millrace.controller.execution.Programs.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers that are like those of steps that plugins bring, where the steps themselves are not done. */
final class PluginAnswers {
    private static final String NO_DIGEST = "0".repeat(64);

    private final Surroundings surroundings;
    private final ScriptAnswers scripts;
    private final BlockAnswers blocks = new BlockAnswers();

    PluginAnswers(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.scripts = new ScriptAnswers(surroundings);
    }

    Answer answer(Call call) {
        return call.block() ? blocks.answer(call) : Answer.of(value(call));
    }

    private @Nullable Object value(Call call) {
        return switch (call.name()) {
            case "sh", "bat", "powershell", "pwsh" -> script(call);
            case "fileExists", "verifySha1", "verifySha256" -> false;
            case "readFile", "tm", "readTrusted", "libraryResource" ->
                text(call, "stringWithMacro").orElse("");
            case "readJSON", "readYaml", "readProperties" -> call.arguments().getOrDefault("defaults", Map.of());
            case "readCSV", "findFiles", "unzip", "untar" -> List.of();
            case "readManifest" -> Map.of("main", Map.of(), "entries", Map.of());
            case "readMavenPom" -> MavenPom.simulated(surroundings.project());
            case "sha1" -> NO_DIGEST.substring(0, 40);
            case "sha256" -> NO_DIGEST;
            case "tool" -> "/opt/tools/" + text(call, "name").orElse("tool");
            case "build" -> Builds.succeeded(call);
            case "git" ->
                SimulatedSource.checkout(surroundings.source().facts(), text(call, "url"), text(call, "branch"));
            case "junit" -> Map.of("totalCount", 0, "failCount", 0, "skipCount", 0, "passCount", 0);
            case "httpRequest" -> Map.of("status", 200, "content", "{}", "headers", Map.of());
            case "slackSend" -> Map.of("channelId", "C0", "threadId", "C0:0", "ts", "0");
            case "waitForQualityGate" -> Map.of("status", "OK");
            case "resolveScm" -> surroundings.source().scm();
            case "emailextrecipients" -> "somebody@example.com";
            case "bindCredentials" ->
                BlockAnswers.credentials(text(call, "variable").orElse("SECRET"));
            case "dockerRun" -> "0123456789ab";
            case "dockerPort" -> "127.0.0.1:32768";
            default -> null;
        };
    }

    private @Nullable Object script(Call call) {
        if (Boolean.TRUE.equals(call.arguments().get("returnStatus"))) {
            return 0;
        }
        return Boolean.TRUE.equals(call.arguments().get("returnStdout"))
                ? scripts.output(call, text(call, "script").orElse(""))
                : null;
    }

    private static Optional<String> text(Call call, String name) {
        return Optional.ofNullable(call.arguments().get(name)).map(Object::toString);
    }
}
