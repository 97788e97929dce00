package dev.millrace.controller.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.base.Problem;
import dev.millrace.controller.tenant.ProjectProperties.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterRulesTest {
    private static final List<Parameter> KNOWN = List.of(
            new Parameter("string", "TARGET", "test", List.of()),
            new Parameter("booleanParam", "DRY", false, List.of()),
            new Parameter("choice", "REGION", "eu", List.of("eu", "us")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TARGET | prod | ''                                                                       | ''",
                "TARGE  | prod | parameters.TARGE is not a parameter of this project: Did you mean TARGET? | ''",
                "target | prod | parameters.target is not a parameter of this project: Did you mean TARGET? | ''",
                "OTHER  | x    | parameters.OTHER is not a parameter of this project: There are TARGET, DRY, REGION | ''",
                "OTHER  | x    | ''                                                                       | string(name: 'OTHER')",
                "OTHER  | x    | parameters.OTHER is not a parameter of this project: There are TARGET, DRY, REGION | ANOTHER",
                "DRY    | TRUE | ''                                                                       | ''",
                "DRY    | yes  | parameters.DRY cannot be 'yes': It is one of true or false                | ''",
                "REGION | us   | ''                                                                       | ''",
                "REGION | asia | parameters.REGION cannot be 'asia': It is one of eu, us                   | ''",
                "REGION | asia | ''                                                                       | choices: ['asia']"
            })
    void a_value_that_a_run_is_given(String name, String value, String problem, String pipeline) {
        var found = ParameterRules.fill(Map.of(name, value), KNOWN, pipeline).problems();
        assertEquals(
                problem,
                found.stream()
                        .map((Problem one) -> one.path() + " " + one.message() + ": " + one.hint())
                        .reduce("", String::concat));
    }

    @Test
    void a_file_that_is_not_given_is_not_there() {
        var filled = ParameterRules.fill(Map.of(), List.of(new Parameter("file", "in.csv", "", List.of())), "");
        assertEquals(Map.of(), filled.values());
        assertEquals(Set.of(), filled.defaulted());
    }

    @Test
    void what_is_not_given_has_its_default_and_is_known_to_have_it() {
        var filled = ParameterRules.fill(Map.of("DRY", "true"), KNOWN, "");
        assertEquals(Map.of("TARGET", "test", "DRY", true, "REGION", "eu"), filled.values());
        assertEquals(Set.of("TARGET", "REGION"), filled.defaulted());
    }

    @Test
    void a_project_that_knows_no_parameters_takes_any() {
        assertEquals(
                Map.of("X", 1),
                ParameterRules.fill(Map.of("X", 1), List.of(), "").values());
        assertEquals(
                List.of(), ParameterRules.fill(Map.of("X", 1), List.of(), "").problems());
    }
}
