package dev.millrace.evaluator.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.evaluator.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
    private static final String SEEN =
            "echo \"${params.P.getClass().simpleName} '${params.P}' ${params.P ? 'yes' : 'no'}\"; sh 'x'";

    private static Program declaring(String parameter) {
        return Program.of("pipeline { agent any\nparameters { %s }\nstages { stage('a') { steps { %s } } } }"
                .formatted(parameter, SEEN));
    }

    private static Program defining(String parameter) {
        return Program.of("properties([parameters([%s])])\nnode { %s }".formatted(parameter, SEEN));
    }

    private static String variable(Program.Seen seen) {
        return seen.controller()
                .context(seen.asked("sh").getFirst().getStep())
                .getEnvironmentMap()
                .getOrDefault("P", "-");
    }

    @ParameterizedTest(name = "{0} given {1}")
    @CsvSource(delimiter = '|', nullValues = "nothing", textBlock = """
            string(name: 'P')                                  | nothing | String '' no      | ''
            string(name: 'P', defaultValue: 'd')               | nothing | String 'd' yes    | d
            string(name: 'P', defaultValue: ' d ', trim: true) | nothing | String 'd' yes    | d
            string(name: 'P', defaultValue: 'd', trim: true)   | ' x '   | String 'x' yes    | x
            string(name: 'P', defaultValue: 'd')               | ' x '   | String ' x ' yes  | -
            text(name: 'P', defaultValue: 'a')                 | nothing | String 'a' yes    | a
            booleanParam(name: 'P')                            | nothing | Boolean 'false' no | false
            booleanParam(name: 'P', defaultValue: true)        | nothing | Boolean 'true' yes | true
            booleanParam(name: 'P', defaultValue: true)        | false   | Boolean 'false' no | -
            booleanParam(name: 'P')                            | TRUE    | Boolean 'true' yes | true
            choice(name: 'P', choices: ['x', 'y'])             | nothing | String 'x' yes    | x
            choice(name: 'P', choices: 'x\\ny')                | y       | String 'y' yes    | -
            password(name: 'P', defaultValue: 'd')             | nothing | String 'd' yes    | d
            file(name: 'P')                                    | nothing | NullObject 'null' no | -
            credentials(name: 'P', defaultValue: 'id')         | nothing | String 'id' yes   | id
            credentials(name: 'P', defaultValue: 'id')         | other   | String 'other' yes | -
            run(name: 'P', projectName: 'x')                   | nothing | String '' no      | -
            run(name: 'P', projectName: 'x')                   | x#12    | String 'x#12' yes | -
            """)
    void each_type_has_its_value_in_params_and_in_the_environment_of_steps(
            String parameter, @Nullable String given, String echo, String variable) {
        for (var program : List.of(declaring(parameter), defining(parameter))) {
            if (given != null) {
                program.parameter("P", given);
            }
            var seen = program.run();
            assertEquals(List.of(echo), seen.echoes(), () -> seen.ended().toString());
            // what a run was given is in the environment that the controller gave it
            assertEquals(variable, variable(seen));
        }
    }

    @ParameterizedTest(name = "{0} given {1}")
    @CsvSource(delimiter = '|', textBlock = """
            booleanParam(name: 'P')                | maybe | Parameter 'P' is true or false, not 'maybe'
            choice(name: 'P', choices: ['x', 'y']) | z     | Parameter 'P' is one of x, y, not 'z'
            password(name: 'P')                    | s     | Parameter 'P' is a password, which needs a provider of credentials, and there is none: a run cannot be given it
            file(name: 'P')                        | s     | Parameter 'P' is a file: give it with --file P=PATH
            run(name: 'P', projectName: 'x')       | 12    | Parameter 'P' is a run, written PROJECT#NUMBER, not '12'
            """)
    void what_a_parameter_cannot_have_refuses_the_run_at_its_place(String parameter, String given, String message) {
        var seen = declaring(parameter).parameter("P", given).run();
        assertTrue(seen.ended().getRefused());
        var problem = seen.ended().getProblems(0);
        assertEquals(message, problem.getMessage());
        assertEquals("2:14", problem.getLine() + ":" + problem.getColumn());
        assertEquals(List.of(), seen.asked("node"));
    }

    @Test
    void a_file_has_its_own_name_and_is_in_the_workspace_before_anything_else_of_a_node() {
        for (var program : List.of(declaring("file(name: 'P')"), defining("file(name: 'P')"))) {
            var seen = program.parameter("P", "in.csv")
                    .build("files", List.of("P"))
                    .run();
            assertEquals(List.of("Copying file to P", "String 'in.csv' yes"), seen.echoes());
            var node = seen.asked("node").getFirst().getStep();
            var placed = seen.asked("fileParameters").getFirst();
            assertEquals(List.of(node, node + 2), List.of(placed.getPlace().getParent(), placed.getStep()));
        }
    }

    @Test
    void a_file_is_nothing_that_another_parameter_can_have() {
        var seen = declaring("string(name: 'P')")
                .parameter("P", "in.csv")
                .build("files", List.of("P"))
                .run();
        assertTrue(seen.ended().getRefused());
        assertEquals(
                "Parameter 'P' is no file, but a string: give it with --param",
                seen.ended().getProblems(0).getMessage());
    }

    @Test
    void what_nobody_declared_is_there_and_the_log_says_so() {
        var seen = declaring("string(name: 'P', defaultValue: 'd')")
                .parameter("PP", "x")
                .run();
        assertEquals(
                List.of("The pipeline declares no parameter 'PP'. Did you mean 'P'?", "String 'd' yes"), seen.echoes());
    }
}
