package dev.millrace.controller.execution;

import dev.millrace.controller.trigger.Cause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Causes as pipelines see them: with the classes and fields that they have in Jenkins. Pure. */
final class Causes {
    private Causes() {}

    /** What {@code currentBuild.getBuildCauses()} gives of a run that several wanted. */
    static List<Map<String, Object>> told(List<Map<String, String>> kept) {
        return kept.stream().flatMap(one -> told(one).stream()).distinct().toList();
    }

    /** What {@code currentBuild.getBuildCauses()} gives. */
    static List<Map<String, Object>> told(Map<String, String> kept) {
        var cause = Cause.of(kept);
        var told = new LinkedHashMap<String, Object>();
        told.put("_class", type(cause));
        told.put("shortDescription", cause.message());
        switch (cause) {
            case Cause.User(var by) -> person(told, by);
            case Cause.Remote(var address, var note) -> {
                told.put("addr", address);
                told.put("note", note);
            }
            case Cause.Upstream(var project, var number, var _) -> {
                told.put("upstreamProject", project);
                told.put("upstreamBuild", number);
            }
            case Cause.Replay(var number, var _) -> told.put("originalNumber", number);
            case Cause.Restart(var by, var _) -> person(told, by);
            case Cause.Edited(var by, var _) -> person(told, by);
            case Cause.Timer(), Cause.Change(var _), Cause.Branch(var _), Cause.Other(var _, var _) -> {}
        }
        // who has a run run again is a second cause of it
        return cause instanceof Cause.Replay(var _, var by) && !by.isEmpty()
                ? List.of(told, told(new Cause.User(by).fields()).getFirst())
                : List.of(told);
    }

    private static void person(Map<String, Object> told, String name) {
        told.put("userId", name);
        told.put("userName", name);
    }

    private static String type(Cause cause) {
        return switch (cause) {
            case Cause.User _ -> "hudson.model.Cause$UserIdCause";
            case Cause.Remote _ -> "hudson.model.Cause$RemoteCause";
            case Cause.Timer _ -> "hudson.triggers.TimerTrigger$TimerTriggerCause";
            case Cause.Change _ -> "hudson.triggers.SCMTrigger$SCMTriggerCause";
            case Cause.Branch _ -> "jenkins.branch.BranchEventCause";
            case Cause.Upstream(var _, var _, var byStep) ->
                byStep
                        ? "org.jenkinsci.plugins.workflow.support.steps.build.BuildUpstreamCause"
                        : "hudson.model.Cause$UpstreamCause";
            case Cause.Restart _ ->
                "org.jenkinsci.plugins.pipeline.modeldefinition.causes.RestartDeclarativePipelineCause";
            case Cause.Replay _, Cause.Edited _ -> "org.jenkinsci.plugins.workflow.cps.replay.ReplayCause";
            case Cause.Other _ -> "hudson.model.Cause";
        };
    }
}
