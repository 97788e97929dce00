package dev.millrace.evaluator.language;

import groovy.lang.Closure;
import org.jspecify.annotations.Nullable;

/** A closure whose body is the engine's own. */
public final class BodyClosure extends Closure<Object> {
    private final transient PipelineRun.Body body;

    /** With this body. */
    public BodyClosure(Object owner, PipelineRun.Body body) {
        super(owner);
        this.body = body;
    }

    @Override
    @SuppressWarnings("NullAway") // closures of steps without a value give null, as Groovy's do
    public @Nullable Object call() {
        try {
            return body.run();
        } catch (Exception e) {
            throw Sneaky.thrown(e);
        }
    }

    @Override
    public @Nullable Object call(Object... arguments) {
        return call();
    }

    @Override
    public @Nullable Object call(Object argument) {
        return call();
    }
}
