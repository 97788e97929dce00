package dev.millrace.controller.rehearsal;

import dev.millrace.controller.execution.Programs.Call;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the bodies of blocks see: blocks that bind secrets, files or locks name the variables for them, and those get something opaque. */
final class BlockAnswers {
    static final String SECRET = "****";

    Answer answer(Call call) {
        var environment = new LinkedHashMap<String, String>();
        bind(call.arguments(), environment);
        switch (call.name()) {
            case "sshagent" -> environment.put("SSH_AUTH_SOCK", "/tmp/ssh-agent.sock");
            case "withSonarQubeEnv" -> {
                environment.put("SONAR_HOST_URL", "http://sonar.example.com");
                environment.put("SONAR_AUTH_TOKEN", SECRET);
                environment.put("SONAR_CONFIG_NAME", "sonar");
            }
            case "withKubeConfig" -> environment.put("KUBECONFIG", "/tmp/kubeconfig");
            case "lock" -> {
                if (call.arguments().get("variable") instanceof String name) {
                    environment.put(name, String.valueOf(call.arguments().getOrDefault("resource", "resource")));
                    environment.put(name + "0", environment.get(name));
                }
            }
            default -> {}
        }
        return Answer.with(environment);
    }

    /** What {@code X = credentials('id')} gives: of a name and a password, all three. */
    static Map<String, String> credentials(String variable) {
        return Map.of(variable, SECRET, variable + "_USR", SECRET, variable + "_PSW", SECRET);
    }

    /** Every argument that is called {@code variable}, {@code passwordVariable}, {@code envVar} names a variable, however deep it is. */
    private static void bind(@Nullable Object value, Map<String, String> environment) {
        switch (value) {
            case Map<?, ?> map ->
                map.forEach((key, item) -> {
                    var name = String.valueOf(key).toLowerCase(Locale.ROOT);
                    if (item instanceof String variable
                            && (name.endsWith("variable") || name.equals("envvar"))
                            && variable.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                        environment.put(variable, SECRET);
                    } else {
                        bind(item, environment);
                    }
                });
            case Collection<?> items -> items.forEach(item -> bind(item, environment));
            case null, default -> {}
        }
        if (value instanceof Map<?, ?> map && String.valueOf(map.get("$class")).contains("AmazonWebServices")) {
            environment.putIfAbsent("AWS_ACCESS_KEY_ID", SECRET);
            environment.putIfAbsent("AWS_SECRET_ACCESS_KEY", SECRET);
        }
    }
}
