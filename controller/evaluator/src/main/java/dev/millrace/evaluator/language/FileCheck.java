package dev.millrace.evaluator.language;

import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.ProblemRecord;
import java.util.stream.Collectors;

/** {@code validateDeclarativePipeline 'Jenkinsfile'}: checks a file of the workspace, and says what it found. */
final class FileCheck {
    private final PipelineRun run;
    private final Compiler compiler;

    FileCheck(PipelineRun run, Compiler compiler) {
        this.run = run;
        this.compiler = compiler;
    }

    /** True if the file is a declarative pipeline without mistakes. What was found stays in the journal, whatever later releases make of the file. */
    boolean check(String path) {
        run.note("validateDeclarativePipeline", false, PipelineRun.values("validateDeclarativePipeline", Guards.named("path", path)));
        var file = "Declarative Pipeline file '" + path + "'";
        if (!Boolean.TRUE.equals(run.invoke("fileExists", new Object[] {path}))) {
            run.remark(file + " does not exist.");
            return false;
        }
        var text = String.valueOf(run.invoke("readFile", new Object[] {path}));
        var valid = file + " is valid.";
        var found = run.baton()
                .handOut("validation", () -> Values.text(verdict(text, file, valid)))
                .getText();
        run.remark(found);
        return found.equals(valid);
    }

    private String verdict(String text, String file, String valid) {
        try {
            return compiler.compile(Compiler.MAIN, text).block().isPresent()
                    ? valid
                    : file + " does not contain the 'pipeline' step.";
        } catch (Refused e) {
            return e.problems().stream()
                    .map(FileCheck::line)
                    .collect(Collectors.joining(
                            "\n",
                            "Error(s) validating " + file
                                    + " - org.codehaus.groovy.control.MultipleCompilationErrorsException: startup failed:\n",
                            ""));
        }
    }

    /** As Jenkins writes it. */
    private static String line(ProblemRecord problem) {
        return "%s: %d: %s @ line %d, column %d."
                .formatted(
                        Compiler.MAIN,
                        problem.getLine(),
                        problem.getMessage(),
                        problem.getLine(),
                        problem.getColumn());
    }
}
