package dev.millrace.evaluator.language;

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

    /** @param files as people know them, by the compiler's names */
    static List<ProblemRecord> of(CompilationFailedException failure, Map<String, String> files) {
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
                problem.setFile(file == null ? main : file)
                        .setLine(Math.max(0, cause.getStartLine()))
                        .setColumn(Math.max(0, cause.getStartColumn()))
                        .setMessage(String.valueOf(cause.getOriginalMessage()).strip());
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
}
