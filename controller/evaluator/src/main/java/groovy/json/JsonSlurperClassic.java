package groovy.json;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** The reader of JSON that pipelines were told to use: it gives plain maps and lists. */
public class JsonSlurperClassic {
    private final JsonSlurper slurper =
            new JsonSlurper().setType(JsonParserType.CHAR_BUFFER).setChop(true);

    /** For pipelines. */
    public JsonSlurperClassic() {}

    /** The value of a text. */
    public @Nullable Object parseText(String text) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException("The JSON input text should neither be null nor empty.");
        }
        return slurper.parseText(text);
    }

    /** The value of what a reader gives. */
    public @Nullable Object parse(Reader reader) {
        try {
            var text = new StringBuilder();
            var buffer = new char[8192];
            for (var read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                text.append(buffer, 0, read);
            }
            return parseText(text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
