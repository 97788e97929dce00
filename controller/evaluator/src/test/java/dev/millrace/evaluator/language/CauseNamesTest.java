package dev.millrace.evaluator.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CauseNamesTest {
    @ParameterizedTest
    @CsvSource({
        "hudson.triggers.TimerTrigger$TimerTriggerCause, TimerTrigger, true",
        "hudson.triggers.TimerTrigger$TimerTriggerCause, TimerTriggerCause, true",
        "hudson.triggers.TimerTrigger$TimerTriggerCause, hudson.triggers.TimerTrigger$TimerTriggerCause, true",
        "hudson.triggers.TimerTrigger$TimerTriggerCause, SCMTrigger, false",
        "hudson.triggers.SCMTrigger$SCMTriggerCause, SCMTrigger, true",
        "hudson.model.Cause$UserIdCause, UserIdCause, true",
        "hudson.model.Cause$UserIdCause, UserId, true",
        "hudson.model.Cause$UserIdCause, hudson.model.Cause, true",
        "hudson.model.Cause$UserIdCause, user, false",
        "org.jenkinsci.plugins.workflow.support.steps.build.BuildUpstreamCause, BuildUpstreamCause, true",
        "org.jenkinsci.plugins.workflow.support.steps.build.BuildUpstreamCause, hudson.model.Cause$UpstreamCause, true",
        "hudson.model.Cause$UpstreamCause, BuildUpstreamCause, false"
    })
    void a_cause_goes_by_its_names(String type, String name, boolean is) {
        assertEquals(is, CauseNames.is(Map.of("_class", type), name));
    }

    @Test
    void details_are_who_or_what_it_was() {
        assertEquals(
                Set.of("ada", "Ada L."),
                CauseNames.details(Map.of("_class", "x", "userId", "ada", "userName", "Ada L.", "upstreamBuild", 3)));
    }
}
