package dev.millrace.evaluator.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.library.SharedLibraries;
import dev.millrace.evaluator.stages.Stages;
import dev.millrace.wire.proto.CallFound;
import dev.millrace.wire.proto.Validate;
import dev.millrace.wire.proto.Validated;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExaminerTest {
    private final Examiner examiner = new Examiner(
            Program.catalog(), new Pipelines(Program.catalog(), Stages.DIALECT, SharedLibraries.ofProcess()));

    @Test
    void problems_of_the_dialect_and_of_calls_come_together_in_the_order_of_the_source() {
        var answer = examine("""
                def go() { ecoh 'x' }
                pipeline {
                    agnet any
                    stages {
                        stage('A') {
                            steps {
                                ecoh 'x'
                                script { ecoh 'y' }
                            }
                        }
                    }
                }
                """);
        assertEquals(
                List.of("1:12", "2:1", "3:5", "7:17", "8:26"),
                answer.getProblemsList().stream()
                        .map(problem -> problem.getLine() + ":" + problem.getColumn())
                        .toList());
        assertEquals(
                List.of(1, 7, 8, 8),
                answer.getCallsList().stream().map(CallFound::getLine).toList());
        assertFalse(answer.hasModel());
    }

    @Test
    void a_declarative_pipeline_without_problems_has_a_shape_and_its_calls() {
        var answer = examine("pipeline { agent any\nstages { stage('A') { steps { echo 'x' } } } }");
        assertEquals(0, answer.getProblemsCount());
        assertEquals("A", answer.getModel().getStages(0).getName());
        assertEquals("echo", answer.getCalls(0).getName());
        assertEquals(CallFound.Kind.STEP, answer.getCalls(0).getKind());
        assertFalse(answer.getLibraries());
    }

    @Test
    void a_source_that_is_no_groovy_has_its_problem_and_no_calls() {
        var answer = examine("node {");
        assertEquals(1, answer.getProblemsCount());
        assertEquals(0, answer.getCallsCount());
    }

    @Test
    void the_same_source_is_examined_again_as_it_was() {
        assertEquals(examine("node { ecoh 'x' }"), examine("node { ecoh 'x' }"));
        assertTrue(examine("node { ecoh 'x' }").getProblemsCount() > 0);
    }

    private Validated examine(String source) {
        return examiner.examine(
                Validate.newBuilder().setFile("Jenkinsfile").setSource(source).build());
    }
}
