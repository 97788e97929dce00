package dev.millrace.controller.execution;

import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.StepDescriptor;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.evaluator.Domain;
import dev.millrace.controller.evaluator.Evaluators;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.Validate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Programs in the evaluators that runs are in too, but never in the same process: a program that hangs there takes no run along. */
final class EvaluatorPrograms implements Programs {
    private final Evaluators evaluators;
    private final String baseUrl;
    private final Executor executor;
    private final Optional<Lending> lending;
    /** Counts down: runs have the numbers above 0. */
    private final AtomicLong numbers = new AtomicLong();

    /** @param lending empty: there are no libraries */
    EvaluatorPrograms(Evaluators evaluators, String baseUrl, Executor executor, Optional<Lending> lending) {
        this.evaluators = evaluators;
        this.baseUrl = baseUrl;
        this.executor = executor;
        this.lending = lending;
    }

    @Override
    public Examined examine(String file, String source) throws IOException, InterruptedException {
        var validated = evaluators.validate(
                Validate.newBuilder().setFile(file).setSource(source).build());
        return new Examined(
                problems(validated.getProblemsList()),
                validated.hasModel() ? Optional.of(validated.getModel()) : Optional.empty(),
                validated.getCallsList(),
                validated.getLibraries());
    }

    @Override
    public Described described() throws IOException, InterruptedException {
        var answer = evaluators.validate(Validate.newBuilder().setDescribe(true).build());
        return new Described(answer.getStepsList(), answer.getSymbolsList());
    }

    @Override
    public Performance perform(Script script, boolean alone, Function<Performance, Audience> audience)
            throws IOException, InterruptedException {
        var domain =
                new Domain(script.organization().map(id -> id.value()).orElse(0L), "rehearsal of " + script.trust());
        var evaluator = evaluators.of(domain, alone);
        var performance =
                new EvaluatorPerformance(audience, alone, evaluators.uncommittedLimit(), executor, loans(script));
        performance.begin(evaluator, numbers.decrementAndGet(), start(script));
        return performance;
    }

    @Override
    public Arguments arguments(StepDescriptor step, Call call) {
        var given = new ArrayList<NamedValue>();
        call.arguments()
                .forEach((name, value) -> given.add(NamedValue.newBuilder()
                        .setName(name)
                        .setValue(Values.toWire(value))
                        .build()));
        try {
            return StepArguments.check(step, given);
        } catch (StepArguments.Refused e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Optional<Loans> loans(Script script) {
        return lending.flatMap(lender -> script.organization()
                .map(organization -> new Loans(
                        lender.body(new LibraryBody.Borrower(organization, script.trust(), script.libraries())),
                        new ToldBlobs(lender.trees()))));
    }

    private Start start(Script script) {
        var environment = RunEnvironment.of(
                script.project(), 1, baseUrl, "dry-run", "dry-run", script.facts(), script.parameters());
        environment.putAll(script.environment());
        var build = RunBriefs.build(script.project(), 1, environment, script.at());
        if (!script.scm().isEmpty()) {
            build.put("scm", new LinkedHashMap<>(script.scm()));
        }
        script.organization()
                .flatMap(organization -> lending.map(lender -> lender.implicit(organization)))
                .filter(names -> !names.isEmpty())
                .ifPresent(names -> build.put(RunBriefs.IMPLICIT, names));
        return Start.newBuilder()
                .setFile(script.file())
                .setSource(script.source())
                .setSemantics(Semantics.NEWEST)
                .putAllEnvironment(environment)
                .setParameters(Values.toWire(script.parameters(), 0))
                .setBuild(Values.toWire(build, 0))
                .setTrust(script.trust())
                .build();
    }

    static List<Problem> problems(List<ProblemRecord> records) {
        return records.stream()
                .map(problem -> new Problem(
                        problem.getFile(),
                        problem.getLine(),
                        problem.getColumn(),
                        problem.getMessage(),
                        problem.getHint()))
                .toList();
    }
}
