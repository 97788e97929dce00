package dev.millrace.evaluator.language;

import groovy.lang.GroovyObjectSupport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The object {@code env}: what the branch's blocks set, then what the run set, then what it was started with. */
public final class Environment extends GroovyObjectSupport {
    private final Map<String, String> given;
    private final Map<String, @Nullable Object> parameters;
    private final Map<String, String> overrides = new LinkedHashMap<>();
    private final Map<String, String> standards = new LinkedHashMap<>();

    Environment(Map<String, String> given, Map<String, @Nullable Object> parameters) {
        this.given = given;
        this.parameters = parameters;
    }

    /** What {@code env.X = ...} set, for the whole run. */
    Map<String, String> overrides() {
        return Collections.unmodifiableMap(overrides);
    }

    /** A parameter that the run was not given has this value; processes see it, too, where nothing else of its name is there. */
    void standard(String name, @Nullable Object value) {
        if (value != null && !given.containsKey(name)) {
            standards.put(name, value.toString());
        }
    }

    /** What the run's steps see of it, whatever block they are in. */
    Map<String, String> forSteps() {
        if (standards.isEmpty()) {
            return overrides();
        }
        var all = new LinkedHashMap<>(standards);
        all.putAll(overrides);
        return all;
    }

    /** A variable; null if there is none of this name. */
    public @Nullable String lookup(String name) {
        var branch = PipelineRun.branch();
        var resolved = branch.computing == null ? null : branch.computing.value(name);
        if (resolved != null) {
            return resolved;
        }
        var surroundings = branch.surroundings;
        var inner = surroundings.overlay().get(name);
        if (inner != null) {
            return inner;
        }
        var set = overrides.get(name);
        if (set != null) {
            return set;
        }
        var own = given.get(name);
        if (own != null) {
            return own;
        }
        var node = surroundings.base().get(name);
        if (node != null) {
            return node;
        }
        var parameter = parameters.get(name);
        return parameter == null ? null : parameter.toString();
    }

    /** Null where there is none, as pipelines expect. */
    @Override
    public @Nullable Object getProperty(String name) {
        return name.equals("environment") ? getEnvironment() : lookup(name);
    }

    @Override
    public void setProperty(String name, @Nullable Object value) {
        if (value == null) {
            overrides.remove(name);
        } else {
            overrides.put(name, value.toString());
        }
    }

    /** {@code env['X']}. */
    public @Nullable Object getAt(Object name) {
        return lookup(name.toString());
    }

    /** {@code env['X'] = 'y'}. */
    public void putAt(Object name, @Nullable Object value) {
        setProperty(name.toString(), value);
    }

    /** {@code env.get('X')}. */
    public @Nullable Object get(String name) {
        return lookup(name);
    }

    /** {@code env.getProperty}-like test of a name. */
    public boolean containsKey(String name) {
        return lookup(name) != null;
    }

    /** All variables, for {@code env.getEnvironment()}. */
    public Map<String, String> getEnvironment() {
        return all(PipelineRun.branch().surroundings);
    }

    Map<String, String> all(Surroundings surroundings) {
        var all = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> {
            if (value != null) {
                all.put(name, value.toString());
            }
        });
        all.putAll(surroundings.base());
        all.putAll(given);
        all.putAll(overrides);
        all.putAll(surroundings.overlay());
        return all;
    }
}
