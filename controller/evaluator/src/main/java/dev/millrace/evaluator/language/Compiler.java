package dev.millrace.evaluator.language;

import dev.millrace.evaluator.declarative.ParserThread;
import dev.millrace.evaluator.declarative.Problem;
import dev.millrace.evaluator.declarative.SourceRules;
import dev.millrace.evaluator.declarative.SyntaxHelp;
import dev.millrace.wire.proto.ProblemRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.classgen.ClassCompletionVerifier;
import org.codehaus.groovy.classgen.ExtendedVerifier;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.classgen.Verifier;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilationUnit;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.LabelVerifier;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.Phases;
import org.codehaus.groovy.control.SourceUnit;
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
        if (known == null) {
            known = translate(file, source, Phases.CLASS_GENERATION);
            recent.put(source, known);
        }
        return known;
    }

    /** What can be said of a source. Makes no byte code, which is most of the work. */
    Compiled examine(String file, String source) throws Refused {
        var known = recent.get(source);
        return known == null ? translate(file, source, Phases.INSTRUCTION_SELECTION) : known;
    }

    private Compiled translate(String file, String given, int phase) throws Refused {
        var wrong = SourceRules.check(given);
        if (wrong.isPresent()) {
            throw new Refused(List.of(record(file, wrong.get())));
        }
        var source = SourceRules.text(given);
        try {
            return ParserThread.call(() -> compiled(file, source, phase));
        } catch (Refused e) {
            throw e;
        } catch (ParserThread.TooDeep e) {
            throw new Refused(List.of(record(
                    file,
                    new Problem(
                            1, 1, String.valueOf(e.getMessage()), "Split long expressions and chains of else if"))));
        } catch (Exception e) {
            throw Sneaky.thrown(e);
        }
    }

    private Compiled compiled(String file, String source, int phase) throws Refused {
        var configuration = new CompilerConfiguration();
        configuration.setScriptBaseClass(PipelineScript.class.getName());
        configuration.setSourceEncoding("UTF-8");
        configuration.addCompilationCustomizers(
                new ImportCustomizer().addImports("com.cloudbees.groovy.cps.NonCPS"), new Rewriter());
        var unit = new CompilationUnit(
                configuration, null, new groovy.lang.GroovyClassLoader(Compiler.class.getClassLoader(), configuration));
        unit.addSource(MAIN, source);
        var reader = dialect.reading(catalog);
        unit.addPhaseOperation(reader, Phases.CONVERSION);
        unit.addPhaseOperation(new Chunks(), Phases.CONVERSION);
        try {
            if (phase < Phases.CLASS_GENERATION) {
                unit.addPhaseOperation(Compiler::complete, phase);
            }
            unit.compile(phase);
        } catch (MultipleCompilationErrorsException e) {
            var found = reader.problems(file);
            throw new Refused(found.isEmpty() ? problems(file, source, e) : found);
        } catch (CompilationFailedException e) {
            throw new Refused(List.of(ProblemRecord.newBuilder()
                    .setFile(file)
                    .setMessage(String.valueOf(e.getMessage()))
                    .build()));
        }
        var classes = new HashMap<String, byte[]>();
        unit.getClasses().forEach(type -> classes.put(type.getName(), type.getBytes()));
        return new Compiled(MAIN, classes, reader.block(), reader.problems(file));
    }

    /** What the generation of byte code looks at first, and may refuse. */
    private static void complete(SourceUnit source, GeneratorContext context, ClassNode type) {
        new Verifier().visitClass(type);
        new LabelVerifier(source).visitClass(type);
        new ClassCompletionVerifier(source).visitClass(type);
        new ExtendedVerifier(source).visitClass(type);
    }

    private static ProblemRecord record(String file, Problem problem) {
        return ProblemRecord.newBuilder()
                .setFile(file)
                .setLine(Math.max(0, problem.line()))
                .setColumn(Math.max(0, problem.column()))
                .setMessage(problem.message())
                .setHint(problem.hint())
                .build();
    }

    private static List<ProblemRecord> problems(
            String file, String source, MultipleCompilationErrorsException failure) {
        var problems = new ArrayList<ProblemRecord>();
        for (var error : failure.getErrorCollector().getErrors()) {
            var problem = ProblemRecord.newBuilder().setFile(file);
            if (error instanceof SyntaxErrorMessage syntax) {
                var cause = syntax.getCause();
                problems.add(record(
                        file,
                        SyntaxHelp.of(
                                source,
                                cause.getStartLine(),
                                cause.getStartColumn(),
                                String.valueOf(cause.getOriginalMessage()).strip())));
                continue;
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
