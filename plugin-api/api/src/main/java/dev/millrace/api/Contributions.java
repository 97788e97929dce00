package dev.millrace.api;

import dev.millrace.api.step.Step;
import dev.millrace.api.step.SymbolDescriptor;
import java.util.List;

/**
 * What a plugin brings.
 *
 * @param steps steps of the pipeline language; a name that another plugin already brings stops this one from starting; a step that only
 *     waits for its provider ({@link dev.millrace.api.step.StepDescriptor#provider}) gives its name to one that does something
 * @param checkouts kinds of source control that pipelines can check out from
 * @param readers kinds of repositories that the controller can read shared libraries from
 * @param symbols values that the steps take and that pipeline code makes by name; a name may be that of other plugins' values, too
 */
public record Contributions(
        List<Step> steps, List<Checkout> checkouts, List<SourceReader> readers, List<SymbolDescriptor> symbols) {
    public Contributions {
        steps = List.copyOf(steps);
        checkouts = List.copyOf(checkouts);
        readers = List.copyOf(readers);
        symbols = List.copyOf(symbols);
    }

    /** Contributions without values. */
    public Contributions(List<Step> steps, List<Checkout> checkouts, List<SourceReader> readers) {
        this(steps, checkouts, readers, List.of());
    }

    /** Contributions without readers. */
    public Contributions(List<Step> steps, List<Checkout> checkouts) {
        this(steps, checkouts, List.of());
    }

    /** Contributions of steps alone. */
    public static Contributions ofSteps(Step... steps) {
        return new Contributions(List.of(steps), List.of());
    }
}
