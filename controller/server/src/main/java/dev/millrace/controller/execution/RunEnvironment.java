package dev.millrace.controller.execution;

import dev.millrace.controller.run.Run;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that every step of a run sees: those that Jenkins sets, {@code CI}, and what is known of the source. Those of the node are the agent's. */
final class RunEnvironment {
    private RunEnvironment() {}

    static Map<String, String> of(Run run, String project, String baseUrl) {
        var variables = of(
                project,
                run.number(),
                baseUrl,
                "projects/" + run.project(),
                "runs/" + run.id(),
                run.source().facts(),
                given(run));
        variables.putAll(run.environment());
        return variables;
    }

    /** Defaults are the program's: it knows whether its pipeline has others by now. */
    private static Map<String, Object> given(Run run) {
        var given = new LinkedHashMap<>(run.parameters());
        given.keySet().removeAll(run.defaulted());
        return given;
    }

    /** Of a run that may not be one. The addresses are relative to the controller's. */
    static Map<String, String> of(
            String project,
            long number,
            String baseUrl,
            String projectAddress,
            String runAddress,
            Map<String, String> facts,
            Map<String, Object> parameters) {
        var count = Long.toString(number);
        var variables = new LinkedHashMap<String, String>();
        variables.put("CI", "true");
        variables.put("BUILD_NUMBER", count);
        variables.put("BUILD_ID", count);
        variables.put("BUILD_DISPLAY_NAME", "#" + count);
        variables.put("BUILD_TAG", "jenkins-%s-%s".formatted(project.replace('/', '-'), count));
        variables.put("JOB_NAME", project);
        variables.put("JOB_BASE_NAME", project.substring(project.lastIndexOf('/') + 1));
        variables.put("JENKINS_URL", baseUrl);
        variables.put("HUDSON_URL", baseUrl);
        variables.put("JOB_URL", baseUrl + projectAddress);
        variables.put("BUILD_URL", baseUrl + runAddress);
        variables.put("RUN_DISPLAY_URL", baseUrl + runAddress);
        variables.putAll(facts);
        parameters.forEach((name, value) -> variables.put(name, String.valueOf(value)));
        return variables;
    }

    /** A name for a reusable directory: what is not a letter, digit, dot, dash or underscore is escaped, so that different names stay different. */
    static String workspaceKey(String organization, String project, String branch) {
        var name = organization + "_" + project + (branch.isEmpty() ? "" : "_" + branch);
        var key = URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%", "-")
                .replace("+", "-20");
        return key.length() <= 100
                ? key
                : key.substring(0, 80)
                        + "-"
                        + dev.millrace.controller.base.Digest.sha256(name.getBytes(StandardCharsets.UTF_8))
                                .hex()
                                .substring(0, 16);
    }
}
