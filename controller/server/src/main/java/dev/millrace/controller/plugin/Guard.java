package dev.millrace.controller.plugin;

import dev.millrace.api.Checkout;
import dev.millrace.api.SourceReader;
import dev.millrace.api.SourceRequest;
import dev.millrace.api.SourceSnapshot;
import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.BlockScope;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.Step;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands before what a plugin brings: counts calls, sets the thread's class loader, and turns broken class files into failures of the step. */
final class Guard {
    private final String plugin;
    private final Gate gate;
    private final ClassLoader loader;

    Guard(String plugin, Gate gate, ClassLoader loader) {
        this.plugin = plugin;
        this.gate = gate;
        this.loader = loader;
    }

    Step step(Step step) {
        return switch (step) {
            case ActionStep action -> new Action(this, action, action.descriptor());
            case BlockStep block -> new Block(this, block, block.descriptor());
        };
    }

    Checkout checkout(Checkout checkout) {
        return new Source(this, checkout, Set.copyOf(checkout.symbols()));
    }

    SourceReader reader(SourceReader reader) {
        return new Reading(this, reader, Set.copyOf(reader.symbols()));
    }

    private record Action(Guard guard, ActionStep step, StepDescriptor descriptor) implements ActionStep {
        @Override
        public @Nullable Object run(StepCall call) throws StepException, InterruptedException {
            return guard.call(descriptor.name(), () -> step.run(call));
        }
    }

    private record Block(Guard guard, BlockStep step, StepDescriptor descriptor) implements BlockStep {
        @Override
        public BlockScope open(StepCall call) throws StepException, InterruptedException {
            return guard.call(descriptor.name(), () -> step.open(call));
        }
    }

    private record Source(Guard guard, Checkout source, Set<String> symbols) implements Checkout {
        @Override
        public Map<String, String> checkout(StepCall call, Map<String, Object> scm)
                throws StepException, InterruptedException {
            return guard.call("checkout", () -> source.checkout(call, scm));
        }
    }

    private record Reading(Guard guard, SourceReader reader, Set<String> symbols) implements SourceReader {
        @Override
        public SourceSnapshot read(SourceRequest request) throws StepException, InterruptedException {
            return guard.call("library", () -> reader.read(request));
        }
    }

    private interface Call<T extends @Nullable Object> {
        T make() throws StepException, InterruptedException;
    }

    private <T extends @Nullable Object> T call(String step, Call<T> call) throws StepException, InterruptedException {
        if (!gate.enter()) {
            throw new StepException(
                    "plugin-stopped",
                    "Step %s is not there any more: plugin %s was disabled or removed".formatted(step, plugin));
        }
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return call.make();
        } catch (LinkageError e) {
            throw new StepException(
                    "plugin-broken",
                    "Plugin %s is broken: %s. Its provider built it against another API or left out a library"
                            .formatted(plugin, e));
        } finally {
            thread.setContextClassLoader(before);
            gate.leave();
        }
    }
}
