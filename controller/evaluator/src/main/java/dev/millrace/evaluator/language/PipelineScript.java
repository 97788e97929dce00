package dev.millrace.evaluator.language;

import groovy.lang.Closure;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What every pipeline script extends: names that it does not define itself are steps, or variables of the run. */
public abstract class PipelineScript extends Script {
    private @Nullable PipelineRun run;

    /** Joins this script to its run, before it runs. */
    final void join(PipelineRun run) {
        this.run = run;
    }

    private PipelineRun run(String name) {
        if (run == null) {
            throw new MissingPropertyException(name, getClass());
        }
        return run;
    }

    @Override
    public @Nullable Object invokeMethod(String name, @Nullable Object args) {
        var values = args instanceof Object[] array ? array : new @Nullable Object[] {args};
        return run(name).invoke(this, name, values);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        return run(name).property(this, name);
    }

    /** Stands in the compiled script where the statement of a {@link Dialect} stood. */
    public final @Nullable Object dialect(List<Closure<?>> portions) {
        return run("pipeline").dialect(this, portions);
    }

    /** {@code steps.sh 'make'} is the same as {@code sh 'make'}. */
    public final Object getSteps() {
        return this;
    }

    @Override
    public void println() {
        run("println").echo("");
    }

    @Override
    public void println(@Nullable Object value) {
        run("println").echo(String.valueOf(value));
    }

    @Override
    public void print(@Nullable Object value) {
        run("print").echo(String.valueOf(value));
    }

    @Override
    public void printf(String format, @Nullable Object value) {
        run("printf").echo(String.format(Locale.US, format, value));
    }

    @Override
    public void printf(String format, @Nullable Object[] values) {
        run("printf").echo(String.format(Locale.US, format, values));
    }
}
