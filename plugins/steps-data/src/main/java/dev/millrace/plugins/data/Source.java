package dev.millrace.plugins.data;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the text that a step reads comes from: a file of the workspace, or the call itself. */
record Source(StepCall call, String step) {
    /** What an agent reads at once. */
    private static final long LIMIT_BYTES = 3 << 20;

    /** The text of {@code file} or of {@code text}, of which a call gives one. */
    String fileOrText() throws StepException, InterruptedException {
        var file = named("file");
        var text = named("text");
        if (file.isPresent() && text.isPresent()) {
            throw new StepException(
                    "bad-argument", "Need to specify either file or text to %s, can't do both.".formatted(step));
        }
        if (file.isPresent()) {
            return read(file.get(), StandardCharsets.UTF_8);
        }
        return text.orElseThrow(this::neither);
    }

    StepException neither() {
        return new StepException("bad-argument", "Need to specify either file or text to %s.".formatted(step));
    }

    /** An argument that is not blank. */
    Optional<String> named(String parameter) {
        return call.arguments().get(parameter).map(Object::toString).filter(text -> !text.isBlank());
    }

    /** Text of a file. Byte order marks go before the character set given here. */
    String read(String file, Charset charset) throws StepException, InterruptedException {
        var bytes = bytes(file);
        var marked = mark(bytes);
        try {
            var text = marked.orElse(charset)
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new StepException(
                    "bad-encoding",
                    "%s is not %s text: convert it, for example with iconv".formatted(file, marked.orElse(charset)));
        }
    }

    private static Optional<Charset> mark(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
            return Optional.of(StandardCharsets.UTF_16BE);
        }
        if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
            return Optional.of(StandardCharsets.UTF_16LE);
        }
        return Optional.empty();
    }

    /** Bytes of a file. */
    byte[] bytes(String file) throws StepException, InterruptedException {
        var workspace = call.workspace();
        var facts = workspace.stat(file);
        if (facts.isEmpty()) {
            throw new StepException("no-such-file", "%s does not exist.".formatted(file));
        }
        if (facts.get().directory()) {
            throw new StepException("not-a-file", "%s is a directory.".formatted(file));
        }
        if (facts.get().size() > LIMIT_BYTES) {
            throw new StepException(
                    "too-large",
                    "%s has %d bytes, %s takes at most %d: cut it down with sh first"
                            .formatted(file, facts.get().size(), step, LIMIT_BYTES));
        }
        return workspace.read(file, LIMIT_BYTES);
    }

    /** A character set by its name; UTF-8 where the call names none. */
    Charset charset(String parameter) throws StepException {
        var name = named(parameter).orElse("UTF-8");
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new StepException(
                    "bad-argument", "There is no encoding %s: use UTF-8, ISO-8859-1, ...".formatted(name));
        }
    }
}
