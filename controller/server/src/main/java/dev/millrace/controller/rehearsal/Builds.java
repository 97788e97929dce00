package dev.millrace.controller.rehearsal;

import dev.millrace.controller.execution.Programs.Call;
import java.util.LinkedHashMap;
import java.util.Map;

/** What {@code build} gives: another run that went well. */
final class Builds {
    private Builds() {}

    static Map<String, Object> succeeded(Call call) {
        var job = String.valueOf(call.arguments().get("job"));
        var build = new LinkedHashMap<String, Object>();
        build.put("number", 1);
        build.put("id", "1");
        build.put("result", "SUCCESS");
        build.put("currentResult", "SUCCESS");
        build.put("displayName", "#1");
        build.put("fullDisplayName", job + " #1");
        build.put("projectName", job.substring(job.lastIndexOf('/') + 1));
        build.put("fullProjectName", job);
        build.put("description", "");
        build.put("absoluteUrl", "http://localhost/" + job);
        build.put("duration", 0);
        build.put("durationString", "0 ms");
        build.put("buildVariables", Map.of());
        return build;
    }
}
