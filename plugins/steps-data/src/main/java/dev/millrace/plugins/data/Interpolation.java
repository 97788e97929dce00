package dev.millrace.plugins.data;

import dev.millrace.api.step.StepException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces {@code ${name}} in values by the value of that name, as often as it takes. What has no value stays as it is. */
final class Interpolation {
    private static final Pattern NAME = Pattern.compile("\\$\\{([^${}]+)}");
    private static final int LONGEST = 1 << 20;

    private final Map<String, Object> values;
    private final Map<String, String> done = new LinkedHashMap<>();

    Interpolation(Map<String, Object> values) {
        this.values = values;
    }

    Map<String, Object> all() throws StepException {
        var all = new LinkedHashMap<String, Object>();
        for (var name : values.keySet()) {
            all.put(name, value(name, new LinkedHashSet<>()));
        }
        return all;
    }

    private String value(String name, Set<String> around) throws StepException {
        var known = done.get(name);
        if (known != null) {
            return known;
        }
        if (!around.add(name)) {
            throw new StepException(
                    "bad-properties", "The values of %s need each other".formatted(String.join(", ", around)));
        }
        if (around.size() > 100) {
            throw new StepException("bad-properties", "The value of %s needs more than 100 others".formatted(name));
        }
        var text = String.valueOf(values.get(name));
        var matcher = NAME.matcher(text);
        var whole = new StringBuilder();
        while (matcher.find()) {
            var other = matcher.group(1).strip();
            var value = values.containsKey(other) ? value(other, around) : matcher.group();
            matcher.appendReplacement(whole, Matcher.quoteReplacement(value));
            if (whole.length() > LONGEST) {
                throw new StepException("too-large", "The value of %s gets longer than 1 MiB".formatted(name));
            }
        }
        matcher.appendTail(whole);
        around.remove(name);
        done.put(name, whole.toString());
        return whole.toString();
    }
}
