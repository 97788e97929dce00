package dev.millrace.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A server to work with.
 *
 * @param url of its HTTP side
 * @param token with which to ask
 * @param own the controller that was started for this command; empty: it was there
 */
record Server(URI url, String token, Optional<Controllers.Started> own) implements AutoCloseable {
    Api api() {
        return new Api(url, token);
    }

    static String readToken(Path file) {
        try {
            var text = Files.readString(file).strip();
            if (text.isEmpty() || text.contains("\n")) {
                throw new Failure(ExitCode.USAGE, "The token file %s does not hold one token".formatted(file));
            }
            return text;
        } catch (NoSuchFileException e) {
            throw new Failure(ExitCode.USAGE, "There is no token file " + file, e);
        } catch (IOException e) {
            throw new Failure(ExitCode.USAGE, "The token file %s cannot be read: %s".formatted(file, e), e);
        }
    }

    @Override
    public void close() {
        own.ifPresent(Controllers.Started::close);
    }

    @Override
    public String toString() {
        return "Server[" + url + "]";
    }
}
