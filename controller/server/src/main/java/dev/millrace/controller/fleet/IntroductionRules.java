package dev.millrace.controller.fleet;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Limits on what an agent may say of itself. */
final class IntroductionRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern LABEL = Pattern.compile("[^\\s\\p{Cntrl}]{1,100}");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._/+ -]{0,100}");
    private static final int MAX_LABELS = 200;
    private static final int MAX_EXECUTORS = 1_000;
    private static final int MAX_VARIABLES = 500;
    private static final int MAX_ENVIRONMENT = 64 << 10;
    private static final int MAX_SANDBOXES = 20;
    private static final int MAX_CPU_MILLIS = 10_000_000;
    private static final long MAX_MEMORY_BYTES = 1L << 50;

    private IntroductionRules() {}

    static void check(
            String name,
            List<String> labels,
            int executors,
            Map<String, String> environment,
            String platform,
            String release,
            List<String> sandboxes) {
        require(NAME.matcher(name).matches(), "the name has 1 to 100 letters, digits, dots, dashes, underscores", name);
        require(labels.size() <= MAX_LABELS, "at most 200 labels", labels.size());
        labels.forEach(label ->
                require(LABEL.matcher(label).matches(), "a label has 1 to 100 characters and no spaces", label));
        require(executors >= 1 && executors <= MAX_EXECUTORS, "1 to 1,000 executors", executors);
        require(environment.size() <= MAX_VARIABLES, "at most 500 environment variables", environment.size());
        int size = 0;
        for (var variable : environment.entrySet()) {
            require(
                    !variable.getKey().isEmpty()
                            && variable.getKey().indexOf('=') < 0
                            && variable.getKey().indexOf(0) < 0
                            && variable.getValue().indexOf(0) < 0,
                    "an environment variable has a name without '=' and no NUL",
                    variable.getKey());
            size += variable.getKey().length() + variable.getValue().length();
        }
        require(size <= MAX_ENVIRONMENT, "an environment of at most 64 Ki characters", size);
        require(WORD.matcher(platform).matches(), "a platform such as linux/amd64", platform);
        require(WORD.matcher(release).matches(), "a release such as 1.2.3", release);
        require(sandboxes.size() <= MAX_SANDBOXES, "at most 20 kinds of sandbox", sandboxes.size());
        sandboxes.forEach(kind -> require(WORD.matcher(kind).matches(), "a kind of sandbox such as process", kind));
    }

    static void check(int cpuMillis, long memoryBytes) {
        require(cpuMillis >= 0 && cpuMillis <= MAX_CPU_MILLIS, "0 to 10,000 cores", cpuMillis);
        require(memoryBytes >= 0 && memoryBytes <= MAX_MEMORY_BYTES, "0 to 1 PiB of memory", memoryBytes);
    }

    private static void require(boolean holds, String what, Object found) {
        if (!holds) {
            var text = found.toString();
            throw new IllegalArgumentException("An agent needs %s; this one says: %s"
                    .formatted(what, text.length() > 100 ? text.substring(0, 100) + "..." : text));
        }
    }
}
