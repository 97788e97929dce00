package dev.millrace.evaluator.language;

import dev.millrace.evaluator.declarative.Problem;
import dev.millrace.evaluator.declarative.SyntaxHelp;
import dev.millrace.wire.proto.ProblemRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.SimpleMessage;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/** What the compiler says, as problems. */
final class Mistakes {
    private Mistakes() {}

    /**
     * What is wrong.
     *
     * @param files as people know them, by the compiler's names
     * @param source the text of the first of them
     */
    static List<ProblemRecord> of(CompilationFailedException failure, Map<String, String> files, String source) {
        var main = Objects.requireNonNullElse(
                files.get(Compiler.MAIN), files.values().iterator().next());
        if (!(failure instanceof MultipleCompilationErrorsException many)) {
            return List.of(ProblemRecord.newBuilder()
                    .setFile(main)
                    .setMessage(String.valueOf(failure.getMessage()))
                    .build());
        }
        var problems = new ArrayList<ProblemRecord>();
        for (var error : many.getErrorCollector().getErrors()) {
            var problem = ProblemRecord.newBuilder().setFile(main);
            if (error instanceof SyntaxErrorMessage syntax) {
                var cause = syntax.getCause();
                var file = cause.getSourceLocator() == null ? null : files.get(cause.getSourceLocator());
                var message = String.valueOf(cause.getOriginalMessage()).strip();
                problems.add(record(
                        file == null ? main : file,
                        file == null || file.equals(main)
                                ? SyntaxHelp.of(source, cause.getStartLine(), cause.getStartColumn(), message)
                                : new Problem(cause.getStartLine(), cause.getStartColumn(), message, "")));
                continue;
            } else if (error instanceof ExceptionMessage exception) {
                problem.setMessage(String.valueOf(exception.getCause().getMessage()));
            } else if (error instanceof SimpleMessage simple) {
                problem.setMessage(simple.getMessage());
            } else {
                problem.setMessage(error.toString());
            }
            problems.add(problem.build());
        }
        return problems;
    }

    static ProblemRecord record(String file, Problem problem) {
        return ProblemRecord.newBuilder()
                .setFile(file)
                .setLine(Math.max(0, problem.line()))
                .setColumn(Math.max(0, problem.column()))
                .setMessage(problem.message())
                .setHint(problem.hint())
                .build();
    }
}
