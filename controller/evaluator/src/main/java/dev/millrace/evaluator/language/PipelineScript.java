package dev.millrace.evaluator.language;

import groovy.lang.Closure;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import java.io.File;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What every pipeline script extends: names that it does not define itself are steps, or variables of the run. */
public abstract class PipelineScript extends Script {
    private @Nullable PipelineRun run;
    private List<Dialect.Block> blocks = List.of();

    /** Joins this script to its run, before it runs. */
    final void join(PipelineRun run, List<Dialect.Block> blocks) {
        if (this.run != null) {
            throw new IllegalStateException("This script belongs to a run");
        }
        this.run = run;
        this.blocks = blocks;
    }

    /** A script of a library is made by whoever needs it, and belongs to the run that it is made in. */
    private PipelineRun run(String name) {
        if (run == null) {
            if (!BranchState.CURRENT.isBound()) {
                throw new MissingPropertyException(name, getClass());
            }
            run = PipelineRun.branch().run;
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
        return dialect(0, portions);
    }

    /** Stands where one of several such statements stood, which are inside of methods. */
    public final @Nullable Object dialect(int number, List<Closure<?>> portions) {
        return blocks.get(number).run(run("pipeline"), this, portions);
    }

    /** {@code steps.sh 'make'} is the same as {@code sh 'make'}. */
    public final Object getSteps() {
        return this;
    }

    /** {@code evaluate 'text'}: runs a text that sees this script's variables. */
    @Override
    public @Nullable Object evaluate(String text) {
        return run("evaluate").scripts().evaluate(this, text);
    }

    /** Not here: files are on agents. */
    @Override
    public @Nullable Object evaluate(File file) {
        throw PipelineRun.failure("evaluate takes a text: use load for a file of the workspace");
    }

    /** Not here: files are on agents. */
    @Override
    public void run(File file, String[] arguments) {
        evaluate(file);
    }

    /** {@code load 'build.groovy'}: runs a file of the workspace; its value is the script's. */
    public final @Nullable Object load(@Nullable Object given) {
        return run("load").load(this, given);
    }

    /** {@code steps.sleep 5}: Groovy would give the script a method of this name itself. */
    public @Nullable Object sleep(long time) {
        return run("sleep").invoke(this, "sleep", new Object[] {time});
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
