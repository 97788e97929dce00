package dev.millrace.evaluator.lint;

import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Validate;
import dev.millrace.wire.proto.Validated;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Says all that is known of a source without running it. Safe for use by many threads. */
public final class Examiner {
    private static final Comparator<ProblemRecord> ORDER =
            Comparator.comparingInt(ProblemRecord::getLine).thenComparingInt(ProblemRecord::getColumn);
    private final StepCatalog catalog;
    private final Pipelines pipelines;
    private final Lint lint;

    /** Over these steps, for what these pipelines accept. */
    public Examiner(StepCatalog catalog, Pipelines pipelines) {
        this.catalog = catalog;
        this.pipelines = pipelines;
        this.lint = new Lint(catalog);
    }

    /** Problems in the order of the source, the calls that it makes, and its shape where nothing is wrong. */
    public Validated examine(Validate request) {
        var found = new AtomicReference<>(new Findings(List.of(), List.of(), false));
        var examined =
                pipelines.examine(request.getFile(), request.getSource(), module -> found.set(lint.check(module)));
        var findings = found.get();
        var problems = new ArrayList<>(examined.problems());
        findings.problems().forEach(problem -> problems.add(record(request.getFile(), problem)));
        problems.sort(ORDER);
        var answer = Validated.newBuilder()
                .setRequest(request.getRequest())
                .addAllProblems(problems.stream().distinct().toList())
                .addAllCalls(findings.calls())
                .setLibraries(findings.libraries());
        if (request.getDescribe()) {
            answer.addAllSteps(catalog.steps()).addAllSymbols(catalog.symbols());
        }
        if (problems.isEmpty()) {
            examined.shape().ifPresent(answer::setModel);
        }
        return answer.build();
    }

    private static ProblemRecord record(String file, Finding problem) {
        return ProblemRecord.newBuilder()
                .setFile(file)
                .setLine(Math.max(0, problem.line()))
                .setColumn(Math.max(0, problem.column()))
                .setMessage(problem.message())
                .setHint(problem.hint())
                .build();
    }
}
