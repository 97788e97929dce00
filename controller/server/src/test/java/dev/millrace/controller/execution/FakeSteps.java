package dev.millrace.controller.execution;

import dev.millrace.api.Checkout;
import dev.millrace.api.SourceReader;
import dev.millrace.api.report.Change;
import dev.millrace.api.report.CheckedOut;
import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Described;
import dev.millrace.api.step.Parameter;
import dev.millrace.api.step.RunResult;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.api.workspace.ProcessSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code sh}, {@code once} (cannot be taken up again) and {@code tests} (makes the run unstable). */
final class FakeSteps implements StepCatalog {
    final FakeRepositories repositories = new FakeRepositories();
    private final List<Provided> steps = List.of(
            provided("sh", Recovery.REATTACH, FakeSteps::sh),
            provided("once", Recovery.FAIL, FakeSteps::sh),
            provided("tests", Recovery.REPEAT, call -> {
                call.worsen(RunResult.UNSTABLE, "1 test failed");
                return null;
            }),
            provided(StepDescriptor.named("page").provider("a pager").build(), call -> {
                throw new IllegalStateException("it must not be called");
            }),
            provided(
                    StepDescriptor.named("found")
                            .optional("file", Parameter.Type.TEXT, "A file.")
                            .needsWorkspaceWith("file")
                            .build(),
                    call -> new Described(
                            Map.of("name", "x", "result", call.result().name()), "a/x")));

    private static Object sh(StepCall call) throws StepException, InterruptedException {
        var script = call.arguments().text("script");
        var last = 0;
        for (var command : script.split(";", -1)) {
            last = call.workspace()
                    .execute(ProcessSpec.of(command.strip()).build())
                    .exitCode();
        }
        if (last != 0) {
            throw new StepException("exit-code", "script returned exit code " + last);
        }
        return last;
    }

    private interface Run {
        @org.jspecify.annotations.Nullable
        Object run(StepCall call) throws StepException, InterruptedException;
    }

    private static Provided provided(String name, Recovery recovery, Run run) {
        var descriptor = new StepDescriptor(
                name,
                Set.of(),
                "Does it.",
                List.of(new Parameter(
                        "script", Parameter.Type.TEXT, false, true, "What to run.", List.of(), Optional.of(""))),
                true,
                recovery,
                List.of());
        return provided(descriptor, run);
    }

    private static Provided provided(StepDescriptor descriptor, Run run) {
        return new Provided(
                "test",
                new ActionStep() {
                    @Override
                    public StepDescriptor descriptor() {
                        return descriptor;
                    }

                    @Override
                    public @org.jspecify.annotations.Nullable Object run(StepCall call)
                            throws StepException, InterruptedException {
                        return run.run(call);
                    }
                },
                true);
    }

    @Override
    public List<Provided> steps() {
        return steps;
    }

    @Override
    public Optional<Provided> step(String name) {
        return steps.stream()
                .filter(provided -> provided.step().descriptor().name().equals(name))
                .findFirst();
    }

    /** {@code checkout([$class: 'Fake', revision: 'r2', changes: ['Fix it|src/a.c']])}. */
    @Override
    public Optional<Checkout> checkout(String symbol) {
        return symbol.equals("Fake") ? Optional.of(new FakeCheckout()) : Optional.empty();
    }

    private static final class FakeCheckout implements Checkout {
        @Override
        public Set<String> symbols() {
            return Set.of("Fake");
        }

        @Override
        public Map<String, String> checkout(StepCall call, Map<String, Object> scm) {
            var revision = String.valueOf(scm.get("revision"));
            var before = call.revisions().before("fake");
            var changes = ((List<?>) scm.getOrDefault("changes", List.of()))
                    .stream()
                            .map(text -> text.toString().split("\\|"))
                            .map(parts -> new Change(
                                    revision + parts[0].length(),
                                    "Ada L.",
                                    "ada@example.org",
                                    Instant.ofEpochSecond(60),
                                    parts[0] + "\n\nBody\0.",
                                    List.of(new Change.Path(parts[1], Change.Edit.EDIT))))
                            .toList();
            call.revisions().checkedOut(new CheckedOut("fake", "fake", "fake:", "main", revision, before, changes, ""));
            return Map.of("GIT_COMMIT", revision, "GIT_PREVIOUS_COMMIT", before.orElse("none"));
        }
    }

    @Override
    public Optional<SourceReader> reader(String symbol) {
        return Optional.of(repositories);
    }
}
