package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaskerTest {
    private static HiddenText hidden(String text) {
        return new HiddenText(text.getBytes(StandardCharsets.UTF_8), "<" + text.charAt(0) + ">");
    }

    private static String mask(Masker masker, int piece, String text) {
        var out = new ByteArrayOutputStream();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += piece) {
            var part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + piece));
            out.writeBytes(masker.feed(part, part.length));
        }
        out.writeBytes(masker.finish());
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_secret_is_masked_however_the_stream_is_cut() {
        var secrets = List.of(hidden("secret"), hidden("secretive"), hidden("creep"), hidden("aab"));
        var text = "a secret, secrets, secretive secre secretiv aaab aab aa creep cre";
        for (int piece = 1; piece <= text.length(); piece++) {
            assertEquals(
                    "a ****, ****s, **** secre ****iv a**** **** aa **** cre",
                    mask(Masker.stars(secrets), piece, text),
                    "pieces of " + piece);
        }
    }

    @Test
    void captured_output_gets_the_placeholder_back() {
        assertEquals("x <s> y", mask(Masker.placeholders(List.of(hidden("secret"))), 2, "x secret y"));
    }

    @Test
    void without_secrets_bytes_pass_as_they_are() {
        assertEquals("any\0thing", mask(Masker.stars(List.of()), 3, "any\0thing"));
    }
}
