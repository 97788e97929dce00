package dev.millrace.plugins.data;

import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the text that a step makes goes: into a file, or back to the call. */
record Target(StepCall call, String step) {
    /** The file that a call names; empty where it wants the text itself. */
    Optional<String> file() throws StepException {
        var file = call.arguments().get("file").map(Object::toString).filter(name -> !name.isBlank());
        if (call.arguments().truth("returnText")) {
            if (file.isPresent()) {
                throw new StepException(
                        "bad-argument", "cannot provide both returnText and file to %s: leave one out".formatted(step));
            }
            return Optional.empty();
        }
        if (file.isEmpty()) {
            throw new StepException("bad-argument", "either file or returnText must be provided to %s".formatted(step));
        }
        return file;
    }

    /** Writes the text, or gives it back. */
    @Nullable
    String put(Optional<String> file, String text, Charset charset) throws StepException, InterruptedException {
        if (file.isEmpty()) {
            return text;
        }
        var there = call.workspace().stat(file.get());
        if (there.isPresent() && there.get().directory()) {
            throw new StepException("not-a-file", "%s is a directory.".formatted(file.get()));
        }
        call.workspace().write(file.get(), text.getBytes(charset));
        return null;
    }
}
