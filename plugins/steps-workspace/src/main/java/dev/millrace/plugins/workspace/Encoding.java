package dev.millrace.plugins.workspace;

import dev.millrace.api.step.StepException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;

/** How bytes and text become each other: a character set, or Base64 for content that is not text. */
sealed interface Encoding {
    byte[] bytes(String text) throws StepException;

    String text(byte[] bytes);

    /** By name: {@code Base64} or a character set; empty means UTF-8. */
    static Encoding of(String name) throws StepException {
        if (name.equalsIgnoreCase("base64")) {
            return new Binary();
        }
        if (name.isEmpty()) {
            return new Characters(StandardCharsets.UTF_8);
        }
        try {
            return new Characters(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new StepException(
                    "bad-argument", "There is no encoding " + name + ": use UTF-8, ISO-8859-1, Base64, ...");
        }
    }

    /** Text. */
    record Characters(Charset charset) implements Encoding {
        @Override
        public byte[] bytes(String text) {
            return text.getBytes(charset);
        }

        @Override
        public String text(byte[] bytes) {
            return new String(bytes, charset);
        }
    }

    /** Base64 as text for any bytes; line breaks are accepted. */
    record Binary() implements Encoding {
        @Override
        public byte[] bytes(String text) throws StepException {
            try {
                return Base64.getMimeDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new StepException("bad-argument", "The text is not Base64: " + e.getMessage());
            }
        }

        @Override
        public String text(byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
    }
}
