package dev.millrace.controller.execution;

import dev.millrace.api.step.ActionStep;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.BlockScope;
import dev.millrace.api.step.BlockStep;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepDescriptor.Recovery;
import dev.millrace.api.step.StepException;
import dev.millrace.controller.artifact.RunFiles;
import dev.millrace.controller.evaluator.Evaluators;
import dev.millrace.controller.link.Operations;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.wire.proto.NamedValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes what does a step, by its name: the engine's own ones and those of plugins. {@code node} is not among them. */
final class LiveSteps {
    private final StepCatalog catalog;
    private final Operations operations;
    private final RunLogs logs;
    private final RunFiles files;
    private final Timers timers;
    private final Milestones milestones;
    private final EngineBodies bodies;
    private final Evaluators evaluators;

    LiveSteps(
            StepCatalog catalog,
            Operations operations,
            RunLogs logs,
            RunFiles files,
            Timers timers,
            Evaluators evaluators,
            Milestones milestones,
            EngineBodies bodies) {
        this.bodies = bodies;
        this.catalog = catalog;
        this.operations = operations;
        this.logs = logs;
        this.files = files;
        this.timers = timers;
        this.milestones = milestones;
        this.evaluators = evaluators;
    }

    /** Never fails: what cannot be done is a step that ends as refused. */
    LiveStep create(StepSite site) {
        return switch (site.asked().getName()) {
            case "sleep" ->
                Spans.of(site.asked().getArgumentsList(), "SECONDS")
                        .<LiveStep>map(
                                span -> new TimerStep(site.step(), site.askedAt(), span, timers, site.conclude()))
                        .orElseGet(() -> noTime(site));
            case "throttle" -> new ImmediateStep(Outcomes.open(site.step()), site.conclude());
            case "timeout" ->
                Spans.of(site.asked().getArgumentsList(), "MINUTES").isPresent()
                        ? new ImmediateStep(Outcomes.open(site.step()), site.conclude())
                        : noTime(site);
            case "input" -> input(site);
            case "milestone" -> new MilestoneStep(site, milestones);
            case "isUnix" -> body(site, call -> call.workspace().isUnix(), true);
            case "pwd" -> body(site, LiveSteps::directory, true);
            case "ws" -> body(site, call -> ownDirectory(site, call), true);
            case "tee" -> body(site, new TeeBody(logs, site), true);
            case ValidateBody.NAME -> body(site, new ValidateBody(evaluators), true);
            case "checkout" -> body(site, bodies.checkout(site.run()), true);
            default ->
                bodies.body(site)
                        .map(own -> body(site, own, true))
                        .or(() -> catalog.step(site.asked().getName()).map(provided -> provided(site, provided)))
                        .orElseGet(() -> missing(site));
        };
    }

    private static LiveStep missing(StepSite site) {
        var name = site.asked().getName();
        return ProvidedSteps.refusal(name)
                .map(why -> refuse(site, "no-provider", credentials(site).orElse(why)))
                .orElseGet(() ->
                        refuse(site, "no-such-step", "There is no step %s: is its plugin enabled?".formatted(name)));
    }

    /** People wrote {@code X = credentials('id')}. */
    private static Optional<String> credentials(StepSite site) {
        var arguments = site.asked().getArgumentsList();
        return site.asked().getName().equals("bindCredentials")
                ? Optional.of("%s = credentials('%s') needs a provider of credentials, and there is none"
                        .formatted(Markers.text(arguments, "variable"), Markers.text(arguments, "credentialsId")))
                : Optional.empty();
    }

    /** A step of this name may read or change files of a workspace. */
    boolean usesWorkspace(String name) {
        return switch (name) {
            case "checkout", "ws", "tee", "unarchive", "copyArtifacts" -> true;
            default ->
                catalog.step(name)
                        .map(provided -> provided.step().descriptor())
                        .filter(step -> step.needsWorkspace()
                                || !step.workspaceParameters().isEmpty())
                        .isPresent();
        };
    }

    /** The outcome of a step is journaled: agents may forget its operations. */
    void acknowledge(StepSite site) {
        site.node()
                .filter(node -> node.lease().state() == java.util.concurrent.Future.State.SUCCESS)
                .ifPresent(node -> operations.acknowledge(node.lease().join().key(), site.step()));
    }

    private LiveStep provided(StepSite site, StepCatalog.Provided provided) {
        var step = provided.step();
        var descriptor = step.descriptor();
        if (descriptor.provider().isPresent()) {
            return refuse(
                    site,
                    "no-provider",
                    "%s needs %s"
                            .formatted(descriptor.name(), descriptor.provider().get()));
        }
        var homeless = site.node().isPresent()
                ? Optional.<String>empty()
                : site.asked().getArgumentsList().stream()
                        .filter(NamedValue::hasValue)
                        .map(NamedValue::getName)
                        .filter(descriptor.workspaceParameters()::contains)
                        .findFirst();
        if (homeless.isPresent()) {
            return refuse(
                    site,
                    "no-node",
                    "%s with '%s' needs an agent: put it inside node { } or give the stage an agent"
                            .formatted(descriptor.name(), homeless.get()));
        }
        if (site.again() && descriptor.recovery() == Recovery.FAIL) {
            return new ImmediateStep(
                    Outcomes.crashed(
                            site.step(),
                            "%s was interrupted by a restart of the controller and cannot be taken up again"
                                    .formatted(descriptor.name())),
                    site.conclude());
        }
        StepBody body = switch (step) {
            case ActionStep action ->
                call -> {
                    call.arguments();
                    return action.run(call);
                };
            case BlockStep block ->
                call -> {
                    call.arguments();
                    return scope(site, block.open(call));
                };
        };
        var call = new LiveCall(
                site,
                given -> StepArguments.check(descriptor, given),
                provided.mayUseWorkspace(),
                operations,
                logs,
                files,
                bodies.checkouts(),
                bodies.snapshots());
        return new BodyStep(site, body, call);
    }

    private static Object directory(StepCall call) throws StepException {
        var directory = call.workspace().directory();
        return call.arguments().truth("tmp")
                ? call.environment().getOrDefault("WORKSPACE_TMP", directory + "@tmp")
                : directory;
    }

    /** {@code ws}: one lease has one workspace, so its other ones are directories in it. */
    private static Map<String, Object> ownDirectory(StepSite site, StepCall call) throws StepException {
        var current = call.workspace().directory();
        var top = workspace(site);
        var given = call.arguments().text("dir", "");
        var directory = WorkspacePath.resolve(top, "", WorkspacePath.absolute(given) ? given : "@ws/" + given);
        call.log("Running in " + (WorkspacePath.absolute(directory) ? directory : top + "/" + directory));
        if (given.isBlank() || WorkspacePath.absolute(directory)) {
            throw new StepException(
                    "outside-workspace",
                    "ws takes a directory without a leading slash, or one below %s, not '%s'"
                            .formatted(current, given));
        }
        return scope(
                site, new BlockScope(Optional.of(top + "/" + directory), Map.of("WORKSPACE", top + "/" + directory)));
    }

    private static String workspace(StepSite site) {
        return site.node()
                .filter(node -> node.lease().state() == java.util.concurrent.Future.State.SUCCESS)
                .map(node -> node.lease().join().workspace())
                .orElse("");
    }

    private static Map<String, Object> scope(StepSite site, BlockScope scope) throws StepException {
        var fields = new LinkedHashMap<String, Object>();
        if (scope.directory().isPresent()) {
            var around = site.context().getDirectory();
            fields.put(
                    "directory",
                    WorkspacePath.resolve(
                            workspace(site), around, scope.directory().get()));
        }
        fields.put("environment", scope.environment());
        return fields;
    }

    private static LiveStep input(StepSite site) {
        try {
            return new InputStep(
                    QuestionReader.read(site.step(), site.asked().getArgumentsList(), site.askedAt()), site.conclude());
        } catch (IllegalArgumentException e) {
            return refuse(site, "wrong-arguments", String.valueOf(e.getMessage()));
        }
    }

    private LiveStep body(StepSite site, StepBody body, boolean mayUseWorkspace) {
        return new BodyStep(
                site,
                body,
                new LiveCall(
                        site,
                        LiveSteps::unchecked,
                        mayUseWorkspace,
                        operations,
                        logs,
                        files,
                        bodies.checkouts(),
                        bodies.snapshots()));
    }

    private static Arguments unchecked(List<NamedValue> given) {
        var values = new LinkedHashMap<String, Object>();
        Values.toJava(given).forEach((name, value) -> {
            if (value != null) {
                values.put(name, value);
            }
        });
        return new Arguments(values);
    }

    private static LiveStep noTime(StepSite site) {
        return refuse(
                site,
                "wrong-arguments",
                "%s needs a time of 0 or more, and a unit such as SECONDS or MINUTES"
                        .formatted(site.asked().getName()));
    }

    private static LiveStep refuse(StepSite site, String cause, String message) {
        return new ImmediateStep(Outcomes.refused(site.step(), cause, message), site.conclude());
    }
}
