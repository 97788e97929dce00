package dev.millrace.api.step;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of one call, checked against the step's descriptor and with its defaults filled in.
 *
 * @param values by name, of the types that {@link ActionStep#run} may return; a parameter without value is not in it
 */
public record Arguments(Map<String, Object> values) {
    public Arguments {
        values = Map.copyOf(values);
    }

    /** The value as it is; empty where the call gave none. */
    public Optional<Object> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A text. Fails with {@link IllegalArgumentException} where there is none: the descriptor should require it. */
    public String text(String name) {
        return get(name).map(Object::toString).orElseThrow(() -> missing(name));
    }

    /** A text or what stands for it. */
    public String text(String name, String otherwise) {
        return get(name).map(Object::toString).orElse(otherwise);
    }

    /** A truth value; false where there is none. */
    public boolean truth(String name) {
        return get(name).map(Boolean.TRUE::equals).orElse(false);
    }

    /** A whole number. Fails where there is none. */
    public long integer(String name) {
        return get(name).map(value -> ((Number) value).longValue()).orElseThrow(() -> missing(name));
    }

    /** A number. Fails where there is none. */
    public BigDecimal real(String name) {
        return get(name).map(value -> new BigDecimal(value.toString())).orElseThrow(() -> missing(name));
    }

    /** A list; empty where there is none. */
    public List<?> list(String name) {
        return get(name).<List<?>>map(value -> (List<?>) value).orElse(List.of());
    }

    /** A map with text keys; empty where there is none. */
    public Map<?, ?> map(String name) {
        return get(name).<Map<?, ?>>map(value -> (Map<?, ?>) value).orElse(Map.of());
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("There is no argument " + name);
    }
}
