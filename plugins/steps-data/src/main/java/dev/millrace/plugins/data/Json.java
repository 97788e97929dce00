package dev.millrace.plugins.data;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.millrace.api.step.StepException;
import org.jspecify.annotations.Nullable;

/** JSON and TOML, with bounds on what strangers send. */
final class Json {
    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(Values.DEEPEST)
            .maxNumberLength(1_000)
            .maxNameLength(50_000)
            .maxStringLength(8 << 20)
            .build();

    private final ObjectMapper json = JsonMapper.builder(
                    new JsonFactoryBuilder().streamReadConstraints(BOUNDS).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final ObjectMapper toml = TomlMapper.builder(
                    TomlFactory.builder().streamReadConstraints(BOUNDS).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** @param where names the text in messages */
    @Nullable
    Object read(String text, String where) throws StepException {
        return parse(json, "JSON", text, where);
    }

    @Nullable
    Object readToml(String text, String where) throws StepException {
        return parse(toml, "TOML", text, where);
    }

    private static @Nullable Object parse(ObjectMapper mapper, String format, String text, String where)
            throws StepException {
        try {
            return Values.of(format, mapper.readValue(text, Object.class));
        } catch (JsonProcessingException e) {
            throw new StepException(
                    "bad-" + format.toLowerCase(java.util.Locale.ROOT),
                    "%s is not %s%s: %s".formatted(where, format, place(e.getLocation()), e.getOriginalMessage()));
        } catch (NumberFormatException e) {
            throw new StepException(
                    "bad-" + format.toLowerCase(java.util.Locale.ROOT),
                    "%s is not %s: it has a number that is out of all bounds".formatted(where, format));
        }
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line %d, column %d".formatted(location.getLineNr(), location.getColumnNr());
    }

    /** @param indent spaces for each level; 0 or less writes one line */
    String write(@Nullable Object value, int indent) throws StepException {
        try {
            if (indent <= 0) {
                return json.writeValueAsString(value);
            }
            var indenter = new DefaultIndenter(" ".repeat(Math.min(indent, 40)), "\n");
            var printer =
                    new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
            return json.writer(printer).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new StepException("bad-argument", "This cannot be JSON: " + e.getOriginalMessage());
        }
    }
}
