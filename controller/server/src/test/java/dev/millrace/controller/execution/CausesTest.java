package dev.millrace.controller.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.trigger.Cause;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CausesTest {
    @Test
    void pipelines_see_the_classes_and_fields_that_they_know() {
        assertEquals(
                List.of(Map.of(
                        "_class",
                        "hudson.model.Cause$UserIdCause",
                        "shortDescription",
                        "Started by ada",
                        "userId",
                        "ada",
                        "userName",
                        "ada")),
                told(new Cause.User("ada")));
        assertEquals(
                List.of(Map.of(
                        "_class",
                        "org.jenkinsci.plugins.workflow.support.steps.build.BuildUpstreamCause",
                        "shortDescription",
                        "Started by upstream project \"shop/lib\" build number 7",
                        "upstreamProject",
                        "shop/lib",
                        "upstreamBuild",
                        7L)),
                told(new Cause.Upstream("shop/lib", 7, true)));
        assertEquals("hudson.model.Cause$UpstreamCause", type(new Cause.Upstream("shop/lib", 7, false)));
        assertEquals("hudson.triggers.TimerTrigger$TimerTriggerCause", type(new Cause.Timer()));
        assertEquals("hudson.triggers.SCMTrigger$SCMTriggerCause", type(new Cause.Change("")));
    }

    @Test
    void a_replay_has_a_second_cause_who_wanted_it() {
        assertEquals(
                List.of("org.jenkinsci.plugins.workflow.cps.replay.ReplayCause", "hudson.model.Cause$UserIdCause"),
                told(new Cause.Replay(3, "ada")).stream()
                        .map(cause -> cause.get("_class"))
                        .toList());
    }

    private static List<Map<String, Object>> told(Cause cause) {
        return Causes.told(cause.fields());
    }

    private static String type(Cause cause) {
        return String.valueOf(told(cause).getFirst().get("_class"));
    }
}
