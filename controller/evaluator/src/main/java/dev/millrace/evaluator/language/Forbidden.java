package dev.millrace.evaluator.language;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Types that pipelines may not name, each with what to use instead. */
final class Forbidden {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("java.lang.Thread", "use parallel and sleep"),
            Map.entry("java.lang.Runtime", "use sh"),
            Map.entry("java.lang.Process", "use sh"),
            Map.entry("java.lang.ProcessBuilder", "use sh"),
            Map.entry("java.lang.ClassLoader", ""),
            Map.entry(
                    "java.io.File", "use readFile, writeFile, fileExists, findFiles: files are on the agent, not here"),
            Map.entry("java.io.FileReader", "use readFile"),
            Map.entry("java.io.FileWriter", "use writeFile"),
            Map.entry("java.io.FileInputStream", "use readFile"),
            Map.entry("java.io.FileOutputStream", "use writeFile"),
            Map.entry("java.io.RandomAccessFile", "use readFile"),
            Map.entry("groovy.lang.GroovyShell", "use evaluate or load"),
            Map.entry("groovy.lang.GroovyClassLoader", "use load"),
            Map.entry("groovy.util.Eval", "use evaluate, or Eval.me with a text alone"));
    private static final List<String> PACKAGES = List.of(
            "java.lang.reflect.",
            "java.lang.invoke.",
            "java.nio.file.",
            "java.nio.channels.",
            "java.net.http.",
            "java.util.concurrent.",
            "jdk.",
            "sun.",
            "com.sun.",
            "dev.millrace.",
            "com.google.protobuf.",
            "org.codehaus.groovy.",
            "org.apache.groovy.");

    private Forbidden() {}

    static @Nullable String reason(String type) {
        var instead = TYPES.get(type);
        if (instead != null) {
            return type + " is not for pipelines" + (instead.isEmpty() ? "" : ": " + instead);
        }
        if (type.equals("java.util.concurrent.TimeUnit")) {
            return null;
        }
        return PACKAGES.stream().anyMatch(type::startsWith) ? type + " is not for pipelines" : null;
    }
}
