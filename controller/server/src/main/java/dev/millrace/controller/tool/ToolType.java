package dev.millrace.controller.tool;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A kind of tool, as Jenkins and its plugins call it.
 *
 * @param name {@code jdk}
 * @param variables that hold the home
 * @param key of its entry in PATH: {@code PATH+JDK}; empty: it has none by itself
 * @param program below the home, without which a directory is none; empty: any directory is one
 */
public record ToolType(String name, List<String> variables, String key, String program) {
    /** A directory that brings nothing but what its setting says. */
    public static final ToolType GENERIC = new ToolType("generic", List.of(), "", "");

    /** Types whose environment Jenkins fixes. */
    private static final Map<String, ToolType> OWN = Stream.of(
                    new ToolType("ant", List.of("ANT_HOME"), "ANT", "bin/ant"),
                    GENERIC,
                    new ToolType("git", List.of(), "GIT", "bin/git"),
                    new ToolType("go", List.of("GOROOT"), "GOROOT_BIN", "bin/go"),
                    new ToolType("gradle", List.of("GRADLE_HOME"), "GRADLE", "bin/gradle"),
                    new ToolType("groovy", List.of("GROOVY_HOME"), "GROOVY", "bin/groovy"),
                    new ToolType("jdk", List.of("JAVA_HOME"), "JDK", "bin/java"),
                    new ToolType("maven", List.of("M2_HOME", "MAVEN_HOME"), "MAVEN", "bin/mvn"),
                    new ToolType("nodejs", List.of("NODEJS_HOME"), "NODEJS", "bin/node"))
            .collect(Collectors.toUnmodifiableMap(ToolType::name, type -> type));

    /** Types of other plugins: their home, and the programs in its bin. */
    private static final Set<String> OTHERS = Set.of(
            ("allure androidSdk ansible bazel cmake codeql conan dockerTool dotnetsdk grails helm jfrog jgit jgitapache kubectl"
                            + " msbuild mstest oc packer python sbt scala snyk sonarQubeScanner sonarRunner sonarScanner"
                            + " terraform vstest xvfb")
                    .split(" ", -1));

    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("golang", "go"),
            Map.entry("customTool", "generic"),
            Map.entry("JDK", "jdk"),
            Map.entry("MavenInstallation", "maven"),
            Map.entry("AntInstallation", "ant"),
            Map.entry("GradleInstallation", "gradle"),
            Map.entry("GroovyInstallation", "groovy"),
            Map.entry("NodeJSInstallation", "nodejs"),
            Map.entry("GolangInstallation", "go"),
            Map.entry("GitTool", "git"),
            Map.entry("CustomTool", "generic"),
            Map.entry("SonarRunnerInstallation", "sonarRunner"),
            Map.entry("DockerTool", "dockerTool"),
            Map.entry("TerraformInstallation", "terraform"));

    public ToolType {
        variables = List.copyOf(variables);
    }

    /** The type of a word that pipelines use: its name, another one that plugins have for it, or the class of its installations. */
    public static Optional<ToolType> of(String word) {
        var last = word.substring(Math.max(word.lastIndexOf('.'), word.lastIndexOf('$')) + 1);
        var name = ALIASES.getOrDefault(last, last);
        return Optional.ofNullable(OWN.get(name))
                .or(() -> Optional.of(name).filter(OTHERS::contains).map(ToolType::other));
    }

    /** Every word that a {@code tools} section may use for a type. */
    public static Map<String, ToolType> words() {
        var words = new TreeMap<String, ToolType>();
        names().forEach(name -> of(name).ifPresent(type -> words.put(name, type)));
        ALIASES.keySet().forEach(word -> of(word).ifPresent(type -> words.put(word, type)));
        return words;
    }

    /** All names, sorted. */
    public static Set<String> names() {
        var names = new TreeSet<>(OWN.keySet());
        names.addAll(OTHERS);
        return names;
    }

    private static ToolType other(String name) {
        var word = name.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
        return new ToolType(name, List.of(word + "_HOME"), word, "");
    }
}
