package dev.millrace.evaluator.language;

import dev.millrace.wire.proto.ProblemRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.customizers.ImportCustomizer;
import org.codehaus.groovy.control.messages.ExceptionMessage;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;

/** Compiles pipelines to byte code, with calls to clock and randomness replaced and what is refused refused. */
final class Compiler {
    static final String MAIN = "WorkflowScript";

    private static final int REMEMBERED = 64;
    private final StepCatalog catalog;
    private final Dialect dialect;
    private final Map<String, Compiled> recent = Collections.synchronizedMap(new Recent());

    Compiler(StepCatalog catalog, Dialect dialect) {
        this.catalog = catalog;
        this.dialect = dialect;
    }

    /** Byte code of a source, from the last few that were compiled if it is among them. */
    Compiled compile(String file, String source) throws Refused {
        var known = recent.get(source);
        return known == null ? compile(file, source, module -> {}) : known;
    }

    /** Byte code of a source, with a look at what was parsed before anything changes it. */
    Compiled compile(String file, String source, Consumer<ModuleNode> look) throws Refused {
        var compiled = translate(file, source, look);
        recent.put(source, compiled);
        return compiled;
    }

    private Compiled translate(String file, String source, Consumer<ModuleNode> look) throws Refused {
        var configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PipelineScript.class.getName());
        configuration.setSourceEncoding("UTF-8");
        configuration.addCompilationCustomizers(
                new ImportCustomizer().addImports("com.cloudbees.groovy.cps.NonCPS"), new Rewriter());
        var unit = new CompilationUnit(
                configuration, null, new groovy.lang.GroovyClassLoader(Compiler.class.getClassLoader(), configuration));
        unit.addSource(MAIN, source);
        var reader = dialect.reading(catalog);
        unit.addPhaseOperation(parsed -> look.accept(parsed.getAST()), Phases.CONVERSION);
        unit.addPhaseOperation(reader, Phases.CONVERSION);
        try {
            unit.compile(Phases.CLASS_GENERATION);
        } catch (MultipleCompilationErrorsException e) {
            var found = reader.problems(file);
            throw new Refused(found.isEmpty() ? problems(file, e) : found);
        } catch (CompilationFailedException e) {
            throw new Refused(List.of(ProblemRecord.newBuilder()
                    .setFile(file)
                    .setMessage(String.valueOf(e.getMessage()))
                    .build()));
        }
        var classes = new HashMap<String, byte[]>();
        unit.getClasses().forEach(type -> classes.put(type.getName(), type.getBytes()));
        return new Compiled(MAIN, classes, reader.block());
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

    /** Forgets the one that was not used for longest. */
    private static final class Recent extends LinkedHashMap<String, Compiled> {
        private static final long serialVersionUID = 1;

        Recent() {
            super(REMEMBERED, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Compiled> eldest) {
            return size() > REMEMBERED;
        }
    }
}
