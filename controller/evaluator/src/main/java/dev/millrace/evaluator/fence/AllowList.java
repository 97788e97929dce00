package dev.millrace.evaluator.fence;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The list of what pipelines may use, as its file {@code allow.list} says. Immutable once read; safe for use by many threads. */
final class AllowList {
    /** The one of this process. */
    static final AllowList STANDARD = read("allow.list");

    private static final String WHOLE = ".*";

    private final Map<String, Rule> types = new HashMap<>();
    private final Map<String, Rule> defaults = new HashMap<>();
    private final Set<String> annotations = new HashSet<>();
    private final Set<String> transformations = new HashSet<>();
    private final Set<String> dropped = new HashSet<>();
    private final Map<String, String> instead = new HashMap<>();

    private AllowList() {}

    private static AllowList read(String resource) {
        var list = new AllowList();
        try (var in = Objects.requireNonNull(AllowList.class.getResourceAsStream(resource), resource);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                list.take(line.strip());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The list of what pipelines may use cannot be read: " + resource, e);
        }
        return list;
    }

    private void take(String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        var words = List.of(line.split(" +"));
        var rest = words.subList(1, words.size());
        switch (words.getFirst()) {
            case "instead" -> instead.put(rest.getFirst(), String.join(" ", rest.subList(1, rest.size())));
            case "annotation" -> annotations.addAll(rest);
            case "transformation" -> transformations.addAll(rest);
            case "dropped" -> dropped.addAll(rest);
            case "gdk" -> defaults.merge(rest.getFirst(), Rule.of(rest.subList(1, rest.size())), Rule::and);
            default -> types.merge(words.getFirst(), Rule.of(rest), Rule::and);
        }
    }

    /** What is allowed of a type; null where it must not even be named. */
    @Nullable
    Rule type(String name) {
        var rule = types.get(name);
        return rule == null ? types.get(name.substring(0, Math.max(0, name.lastIndexOf('.'))) + WHOLE) : rule;
    }

    /** How many types and packages have a line. */
    int size() {
        return types.size();
    }

    /** Whether a type may be named. */
    boolean names(String type) {
        return type(type) != null;
    }

    /** Whether Groovy's own method of this name is there for objects of this type. */
    boolean defaultMethod(Class<?> self, String name) {
        var rule = defaults.get(self.getTypeName());
        return (rule != null && rule.offers(name))
                || (self.isArray()
                        && defaults.getOrDefault("[]", new Rule(false, Set.of(), Set.of()))
                                .offers(name));
    }

    /** Whether an annotation may be used. */
    boolean annotation(String name) {
        return annotations.contains(name) || dropped.contains(name);
    }

    /** Whether the compiler may change classes this way, by the name of what does it. */
    boolean transformation(String name) {
        return transformations.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    /** Whether an annotation may be written and means nothing. */
    boolean dropped(String name) {
        return dropped.contains(name);
    }

    /** What to use instead of a type; empty if there is nothing to say. */
    String insteadOf(String type) {
        var text = instead.get(type);
        return text == null
                ? instead.getOrDefault(type.substring(0, Math.max(0, type.lastIndexOf('.'))) + WHOLE, "")
                : text;
    }

    /** What to use instead of a member of a type or of one that it extends; empty if there is nothing to say. */
    String insteadOf(Class<?> type, String member) {
        return Supertypes.of(type).stream()
                .map(one -> instead.get(one.getName() + "." + member))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> insteadOf(type.getName()));
    }

    /** Whether this method, found for objects of a class or for the class itself, may be called. */
    boolean method(Class<?> type, String name, Class<?>[] parameters) {
        var types = Supertypes.of(type);
        return types.stream().noneMatch(one -> excepts(one, name, parameters))
                && types.stream().anyMatch(one -> {
                    if (OwnCode.is(one)) {
                        return declares(one, name, parameters);
                    }
                    var rule = type(one.getName());
                    return rule != null && rule.offers(name, parameters) && has(one, name, parameters);
                });
    }

    private boolean excepts(Class<?> type, String name, Class<?>[] parameters) {
        var rule = type(type.getName());
        return rule != null
                && rule.except().contains(name)
                && !rule.offers(name, parameters)
                && has(type, name, parameters);
    }

    private static boolean declares(Class<?> type, String name, Class<?>[] parameters) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(method ->
                        method.getName().equals(name) && Arrays.equals(method.getParameterTypes(), parameters));
    }

    /** A type offers what it declares or inherits, but for what every object has: that is said of objects. */
    private static boolean has(Class<?> type, String name, Class<?>[] parameters) {
        try {
            var method = type.getMethod(name, parameters);
            return type == Object.class || method.getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** Whether a class may be made with parameters of these types. */
    boolean constructor(Class<?> type, Class<?>[] parameters) {
        var rule = type(type.getName());
        return OwnCode.is(type) || (rule != null && rule.offers(Rule.CONSTRUCTOR, parameters));
    }

    /** Whether a field may be read. */
    boolean field(Class<?> declaring, String name) {
        var rule = type(declaring.getName());
        return OwnCode.is(declaring) || (rule != null && rule.offers(name));
    }
}
