package dev.millrace.evaluator.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import dev.millrace.evaluator.baton.FakeController;
import dev.millrace.evaluator.declarative.Model;
import dev.millrace.evaluator.language.Contents;
import dev.millrace.evaluator.language.Dialect;
import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.library.SharedLibraries;
import dev.millrace.wire.proto.ProblemRecord;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.Value;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.codehaus.groovy.control.SourceUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a step costs does not depend on how many stages there are: operations and bytes are counted, not time. */
class StepCostTest {
    private static String one(String script) {
        return "pipeline { agent none; stages { stage('s') { steps { isUnix(); script { %s } } } } }".formatted(script);
    }

    /** What a run took for each of its stages. */
    private record Cost(double entries, double looked, double bytes, int mostOpen, Result result) {}

    @Test
    void a_step_among_ten_thousand_stages_costs_what_it_costs_among_a_thousand() {
        run(1_000, StepCostTest::layers, "");
        var thousand = run(1_000, StepCostTest::layers, "");
        var tenThousand = run(10_000, StepCostTest::layers, "");
        assertEquals(Result.SUCCESS, tenThousand.result());
        assertEquals(thousand.entries(), tenThousand.entries(), 0.1);
        assertEquals(0, tenThousand.looked());
        assertTrue(
                tenThousand.bytes() < 1.5 * thousand.bytes(),
                () -> "bytes for each stage: " + thousand.bytes() + " among 1,000, " + tenThousand.bytes()
                        + " among 10,000");
    }

    @Test
    void the_first_failure_looks_once_at_each_branch_that_it_interrupts() {
        var cost = run(2_000, StepCostTest::none, "if (env.STAGE_NAME == 's7') { error 'one' }; hang('on')", true);
        assertEquals(Result.FAILURE, cost.result());
        assertTrue(cost.looked() < 4, () -> "looked at for each stage: " + cost.looked());
    }

    @Test
    void no_more_stages_are_under_way_than_a_group_takes() {
        var cost = run(GraphRun.WIDEST + 500, StepCostTest::none, "");
        assertEquals(GraphRun.WIDEST, cost.mostOpen());
        assertEquals(Result.SUCCESS, cost.result());
    }

    @Test
    @Tag("deep")
    void a_graph_of_a_hundred_thousand_stages_runs() {
        var cost = run(100_000, StepCostTest::layers, "");
        assertEquals(Result.SUCCESS, cost.result());
    }

    /** A hundred stages side by side, each needs the one before it. */
    private static List<Model.Need> layers(int stage) {
        return stage < 100 ? List.of() : List.of(new Model.Need("s" + (stage - 100), Model.On.SUCCESS, 1, 1));
    }

    private static List<Model.Need> none(int stage) {
        return stage == 1 ? layers(100) : List.of();
    }

    private static Cost run(int stages, IntFunction<List<Model.Need>> needs, String script) {
        return run(stages, needs, script, false);
    }

    private static Cost run(int stages, IntFunction<List<Model.Need>> needs, String script, boolean failFast) {
        var controller = new FakeController(
                asked -> FakeController.value(Value.newBuilder().setTruth(true).build()));
        var pipelines = new Pipelines(
                Program.catalog(),
                (catalog, variables) -> new Copied(Stages.DIALECT.reading(catalog, variables), stages, needs, failFast),
                SharedLibraries.ofProcess());
        var start =
                Start.newBuilder().setFile("Jenkinsfile").setSource(one(script)).build();
        var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = memory.getTotalThreadAllocatedBytes();
        controller.run(List.of(), pipelines.program(start, controller.baton(), Contents.NONE));
        var bytes = memory.getTotalThreadAllocatedBytes() - before;
        var journal = controller.journal();
        return new Cost(
                (double) journal.size() / stages,
                (double) controller.looked() / stages,
                (double) bytes / stages,
                controller.mostOpen(),
                journal.getLast().getEnded().getResult());
    }

    /** Reads a pipeline of one stage, and gives it many: what they do is compiled once. */
    private record Copied(Dialect.Reading one, int stages, IntFunction<List<Model.Need>> needs, boolean failFast)
            implements Dialect.Reading {
        @Override
        public void call(SourceUnit source) {
            one.call(source);
        }

        @Override
        public List<ProblemRecord> problems(String file) {
            return one.problems(file);
        }

        @Override
        public Optional<Dialect.Block> block() {
            return one.block().map(block -> {
                var model = ((DeclarativeBlock) block).model();
                var copies = new ArrayList<Model.Stage>();
                for (int i = 0; i < stages; i++) {
                    copies.add(copy(model.stages().getFirst(), "s" + i, needs.apply(i)));
                }
                var options = failFast
                        ? List.of(new Model.Entry("parallelsAlwaysFailFast", List.of(), 1))
                        : List.<Model.Entry>of();
                return new DeclarativeBlock(
                        new Model(
                                model.agent(),
                                model.environment(),
                                options,
                                model.parameters(),
                                model.triggers(),
                                model.tools(),
                                model.libraries(),
                                copies,
                                model.post()),
                        Map.of());
            });
        }

        private static Model.Stage copy(Model.Stage stage, String name, List<Model.Need> needs) {
            return new Model.Stage(
                    name,
                    stage.line(),
                    stage.agent(),
                    stage.environment(),
                    stage.options(),
                    stage.tools(),
                    stage.when(),
                    stage.input(),
                    stage.failFast(),
                    needs,
                    stage.outputs(),
                    stage.body(),
                    stage.post());
        }
    }
}
