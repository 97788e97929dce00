package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.controller.tenant.RunLimits;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pipelines that would take everything: each ends with a problem that says what it took and where, and a run beside it in the same process goes on. */
class ContainmentTest {
    @TempDir
    private static Path empty;

    private static TestDatabase db;
    private static RealEvaluators evaluators;
    private static TestController.World world;
    private static TestController controller;
    private RunId innocent;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        evaluators = RealEvaluators.usual(empty.resolve("evaluator"));
        world = TestController.World.create(db, evaluators);
        controller = TestController.impatient(world);
        controller.settings.limit(
                world.shop().organization.id(),
                RunLimits.USUAL.with(Map.of(
                        "cpuSeconds",
                        1L,
                        "steps",
                        2000L,
                        "branches",
                        500L,
                        "journalBytes",
                        4L << 20,
                        "logBytes",
                        256L << 10)));
    }

    /** A run beside them, in the same process. */
    @BeforeEach
    void begin() throws Exception {
        innocent = controller.accept("""
                for (int n = 1; true; n++) {
                    echo "tick $n"
                    sleep(time: 100, unit: 'MILLISECONDS')
                }
                """);
        controller.module.executions().advance(innocent);
        controller.awaitLog(innocent, "Sleeping");
    }

    @AfterEach
    void end() throws Exception {
        controller.module.executions().abort(innocent, "it did what it was there for");
        controller.finish(innocent);
    }

    @AfterAll
    static void close() {
        controller.close();
        evaluators.killAll();
        db.close();
    }

    static Stream<Arguments> greedy() {
        return Stream.of(
                Arguments.of("loops for ever", "def n = 0\nwhile (true) { n++ }", 2, "without a step"),
                Arguments.of("loops over nothing", "\nfor (;;) {}", 2, "without a step"),
                Arguments.of(
                        "computes in closures", "def n = 0\n\n(1..1000000000).each { n += it }", 3, "without a step"),
                Arguments.of(
                        "computes in a method",
                        "def f(n) {\n  n < 2 ? n : f(n - 1) + f(n - 2)\n}\nf(60)",
                        2,
                        "without a step"),
                Arguments.of(
                        "catches all and goes on",
                        "while (true) {\n  try {\n    while (true) { }\n  } catch (Throwable t) { }\n}",
                        3,
                        "without a step"),
                Arguments.of(
                        "computes in a finally",
                        "try {\n  error 'x'\n} finally {\n  while (true) { }\n}",
                        4,
                        "without a step"),
                Arguments.of("recurses", "def f(n) {\n  f(n + 1)\n}\nf(0)", 2, "calls itself too deeply"),
                Arguments.of(
                        "recurses and catches",
                        "def f(n) {\n  try { f(n + 1) } catch (Throwable t) { f(n + 1) }\n}\nf(0)",
                        2,
                        "calls itself too deeply"),
                Arguments.of(
                        "keeps all it makes",
                        "def all = []\nwhile (true) {\n  all << new byte[1000000]\n}",
                        3,
                        "memory"),
                Arguments.of("builds one huge text", "def s = 'x' * 1000000000\necho s", 1, "memory"),
                Arguments.of(
                        "builds a text of 100 MB",
                        "def s = new StringBuilder()\nwhile (s.size() < 100000000) {\n  s << 'x' * 100000\n}\necho s.toString()",
                        0,
                        "memory"),
                Arguments.of("says a text of 20 MB", "\ndef s = 'x' * 20000000\necho s", 0, "the limit is 8388608"),
                Arguments.of("prints without end", "def n = 0\nwhile (true) {\n  echo 'more'\n}", 3, "2000 steps"),
                Arguments.of(
                        "prints much without end",
                        "def s = 'x' * 2000\nwhile (true) {\n  echo s\n}",
                        0,
                        "log of the run is larger than 256 KiB"),
                Arguments.of(
                        "catches all that steps throw and goes on",
                        "while (true) {\n  try {\n    error 'x'\n  } catch (Throwable t) {\n    unstable 'more'\n  }\n}",
                        0,
                        "2000 steps"),
                Arguments.of(
                        "sleeps in a finally after a limit",
                        "try {\n  while (true) {\n    echo 'more'\n  }\n} finally {\n  sleep 600\n}",
                        3,
                        "2000 steps"),
                Arguments.of(
                        "has 100,000 branches",
                        "def all = [:]\nfor (int i = 0; i < 100000; i++) {\n  all[\"b$i\"] = { sleep 100 }\n}\nparallel all",
                        5,
                        "500 branches"),
                Arguments.of(
                        "asks for the time without end",
                        "def n = 0\nwhile (true) {\n  n += System.currentTimeMillis()\n}",
                        0,
                        "journal of the run is larger than 4 MiB"));
    }

    /** It says something that it had not said before. */
    private void innocentGoesOn() throws Exception {
        var ticks = controller.log(innocent).split("tick ", -1).length - 1;
        controller.awaitLog(innocent, "tick %d\n".formatted(ticks + 1));
    }

    private int attempts() {
        return controller.runs.runs().find(innocent).orElseThrow().attempt();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("greedy")
    void a_run_that_takes_too_much_fails_alone(String what, String pipeline, int line, String message)
            throws Exception {
        var before = evaluators.launched();
        var run = controller.accept(pipeline);
        controller.module.executions().advance(run);
        var ended = controller.finish(run);
        assertEquals(RunResult.FAILURE, ended.state().outcome().orElseThrow());
        var log = controller.log(run);
        assertTrue(log.contains(message), log);
        if (line > 0) {
            var problem = ended.problems().getFirst();
            assertTrue(problem.message().contains(message), problem.toString());
            assertEquals(line, problem.line(), problem.toString());
            assertEquals("Jenkinsfile", problem.path());
        }
        assertEquals(1, ended.attempt(), "it took its process along");
        assertEquals(before, evaluators.launched(), "it took its process along");
        innocentGoesOn();
        assertEquals(1, attempts(), "it took the other one along");
    }

    static Stream<Arguments> stubborn() {
        return Stream.of(
                Arguments.of("sleeps in a finally", "try {\n  sleep 60\n} finally {\n  sleep 600\n}", 4),
                Arguments.of(
                        "catches all and goes on",
                        "while (true) {\n  try {\n    sleep 60\n  } catch (Throwable t) {\n    echo 'on'\n  }\n}",
                        3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stubborn")
    void a_run_that_goes_on_when_it_is_aborted_is_ended(String what, String pipeline, int line) throws Exception {
        var run = controller.accept(pipeline);
        controller.module.executions().advance(run);
        controller.awaitLog(run, "Sleeping");
        controller.module.executions().abort(run, "Aborted by ada");
        var ended = controller.finish(run);
        assertEquals(RunResult.ABORTED, ended.state().outcome().orElseThrow());
        var problem = ended.problems().getFirst();
        assertTrue(problem.message().startsWith("The pipeline did not stop in 1 s"), problem.toString());
        assertTrue(problem.message().endsWith("it waits for sleep, line " + line), problem.toString());
    }

    @Test
    void what_cannot_be_stopped_takes_its_process_along_and_the_others_are_replayed() throws Exception {
        var run = controller.accept("\ndef n = (1..2000000000).sum()\necho \"$n\"");
        controller.module.executions().advance(run);
        var ended = controller.finish(run);
        assertTrue(ended.problems().getFirst().message().contains("without a step"), ended.problems()::toString);
        assertEquals(2, ended.problems().getFirst().line());
        for (int ticks = 0; attempts() == 1 && ticks < 50; ticks++) {
            innocentGoesOn();
        }
        innocentGoesOn();
        assertEquals(2, attempts());
    }
}
