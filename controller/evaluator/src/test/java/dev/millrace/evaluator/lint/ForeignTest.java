package dev.millrace.evaluator.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeignTest {
    private final Foreign foreign = Foreign.list();

    @Test
    void names_of_jenkins_plugins_lead_to_the_plugin() {
        assertTrue(foreign.size() >= 400, () -> foreign.size() + " names");
        assertEquals(Optional.of("openshift-pipeline"), foreign.plugin("openshiftBuild"));
        assertEquals(Optional.of("pipeline-aws"), foreign.plugin("cfnUpdate"));
        assertEquals(Optional.empty(), foreign.plugin("notifyTeam"));
    }

    @Test
    void what_there_is_a_step_for_is_not_foreign() {
        for (var step : Source.catalog().names()) {
            assertEquals(Optional.empty(), foreign.plugin(step), step);
        }
    }
}
