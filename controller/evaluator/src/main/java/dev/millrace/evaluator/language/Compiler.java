package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ProblemRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/** Compiles pipelines to byte code, with calls to clock and randomness replaced and what is refused refused. */
final class Compiler {
    static final String MAIN = "WorkflowScript";

    private final StepCatalog catalog;

    Compiler(StepCatalog catalog) {
        this.catalog = catalog;
    }

    Compiled compile(String file, String source) throws Refused {
        var configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PipelineScript.class.getName());
        configuration.setSourceEncoding("UTF-8");
        configuration.addCompilationCustomizers(new Rewriter());
        var unit = new CompilationUnit(
                configuration, null, new groovy.lang.GroovyClassLoader(Compiler.class.getClassLoader(), configuration));
        unit.addSource(MAIN, source);
        var reader = new DeclarativeReader(catalog);
        unit.addPhaseOperation(reader, Phases.CONVERSION);
        try {
            unit.compile(Phases.CLASS_GENERATION);
        } catch (MultipleCompilationErrorsException e) {
            throw new Refused(reader.problems().isEmpty() ? problems(file, e) : reader.problems(file));
        } catch (CompilationFailedException e) {
            throw new Refused(List.of(ProblemRecord.newBuilder()
                    .setFile(file)
                    .setMessage(String.valueOf(e.getMessage()))
                    .build()));
        }
        var classes = new HashMap<String, byte[]>();
        unit.getClasses().forEach(type -> classes.put(type.getName(), type.getBytes()));
        return new Compiled(MAIN, classes, reader.model());
    }

    private static List<ProblemRecord> problems(String file, MultipleCompilationErrorsException failure) {
        var problems = new ArrayList<ProblemRecord>();
        for (var error : failure.getErrorCollector().getErrors()) {
            var problem = ProblemRecord.newBuilder().setFile(file);
            if (error instanceof SyntaxErrorMessage syntax) {
                var cause = syntax.getCause();
                problem.setLine(Math.max(0, cause.getStartLine()))
                        .setColumn(Math.max(0, cause.getStartColumn()))
                        .setMessage(String.valueOf(cause.getOriginalMessage()));
            } else if (error instanceof ExceptionMessage exception) {
                problem.setMessage(String.valueOf(exception.getCause().getMessage()));
            } else {
                problem.setMessage(error.toString());
            }
            problems.add(problem.build());
        }
        return problems;
    }
}
