package dev.millrace.controller.execution;

import dev.millrace.api.SourceReader;
import dev.millrace.api.SourceRequest;
import dev.millrace.api.SourceSnapshot;
import dev.millrace.api.step.StepException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Repositories whose one variable, {@code hello}, tells URL and version; version {@code none} is not there, {@code bad} is not Groovy, {@code moving} is a branch. */
final class FakeRepositories implements SourceReader {
    private final AtomicInteger tip = new AtomicInteger(1);

    /** Somebody pushes to the branch. */
    void push() {
        tip.incrementAndGet();
    }

    @Override
    public Set<String> symbols() {
        return Set.of("GitSCMSource");
    }

    @Override
    public SourceSnapshot read(SourceRequest request) throws StepException {
        if (request.version().equals("none")) {
            throw new StepException("no-such-version", request.url() + " has no version none");
        }
        var version = request.version().equals("moving") ? "tip-" + tip.get() : request.version();
        var text = version.equals("bad")
                ? "def call() { ("
                : "def call() { echo 'hello from %s at %s' }".formatted(request.url(), version);
        return new SourceSnapshot(
                "commit-of-" + version,
                new TreeMap<>(Map.of("vars/hello.groovy", text.getBytes(StandardCharsets.UTF_8))));
    }
}
