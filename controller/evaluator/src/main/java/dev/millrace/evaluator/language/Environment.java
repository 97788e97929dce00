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

    Environment(Map<String, String> given, Map<String, @Nullable Object> parameters) {
        this.given = given;
        this.parameters = parameters;
    }

    /** What {@code env.X = ...} set, for the whole run. */
    Map<String, String> overrides() {
        return Collections.unmodifiableMap(overrides);
    }

    /** The run was started with a variable of this name. */
    boolean given(String name) {
        return given.containsKey(name);
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
        var all = new LinkedHashMap<String, String>();
        parameters.forEach((name, value) -> {
            if (value != null) {
                all.put(name, value.toString());
            }
        });
        var surroundings = PipelineRun.branch().surroundings;
        all.putAll(surroundings.base());
        all.putAll(given);
        all.putAll(overrides);
        all.putAll(surroundings.overlay());
        return all;
    }
}
