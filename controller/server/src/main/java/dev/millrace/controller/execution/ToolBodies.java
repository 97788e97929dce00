package dev.millrace.controller.execution;

import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.StepCall;
import dev.millrace.api.step.StepException;
import dev.millrace.controller.lease.Lease;
import dev.millrace.controller.link.Operations;
import dev.millrace.controller.log.RunLogs;
import dev.millrace.controller.tool.FoundTool;
import dev.millrace.controller.tool.Place;
import dev.millrace.controller.tool.Tool;
import dev.millrace.controller.tool.ToolMissing;
import dev.millrace.controller.tool.ToolRules;
import dev.millrace.controller.tool.Toolbox;
import dev.millrace.controller.tool.Tools;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;

/**
 * The steps that find a tool on an agent, tell what it sets, and put it into PATH.
 *
 * @param tools what organizations have
 * @param operations asks agents whether a home is there
 */
record ToolBodies(Tools tools, Operations operations, RunLogs logs) {
    private static final String CONFIGURATION = "a provider of configuration files";

    /** What does a step of this name, if it is one of these. */
    Optional<StepBody> body(StepSite site) {
        return Optional.ofNullable(
                switch (site.asked().getName()) {
                    case "tool" -> call -> tool(site, call).home();
                    case "envVarsForTool" -> call -> variables(site, call);
                    case "nodejs" -> call -> nodejs(site, call);
                    case "withAnt" -> call -> block(site, call, Map.of("installation", "ant", "jdk", "jdk"), Map.of());
                    case "withMaven" -> call -> maven(site, call);
                    default -> null;
                });
    }

    private FoundTool tool(StepSite site, StepCall call) throws StepException, InterruptedException {
        var arguments = call.arguments();
        return new ToolSearch(site).present(text(arguments, "type"), arguments.text("name", ""));
    }

    /** The home was looked for when the tool was asked for. */
    private Object variables(StepSite site, StepCall call) throws StepException {
        var arguments = call.arguments();
        return new ToolSearch(site)
                .find(text(arguments, "toolId"), arguments.text("toolVersion", ""))
                .environment();
    }

    private Object nodejs(StepSite site, StepCall call) throws StepException, InterruptedException {
        refuse(call, "configId");
        return block(site, call, Map.of("nodeJSInstallationName", "nodejs"), Map.of());
    }

    private Object maven(StepSite site, StepCall call) throws StepException, InterruptedException {
        refuse(call, "mavenSettingsConfig");
        refuse(call, "globalMavenSettingsConfig");
        var variables = MavenWords.variables(
                call.arguments(), call.environment(), call.workspace().directory());
        if (variables.containsKey(MavenWords.ARGUMENTS)) {
            call.log("withMaven passes settings and local repository in %s, which Maven 3.9 and newer read"
                    .formatted(MavenWords.ARGUMENTS));
        }
        // the JDK comes after Maven: its PATH goes before
        var wanted = new LinkedHashMap<String, String>();
        wanted.put("maven", "maven");
        wanted.put("jdk", "jdk");
        return block(site, call, wanted, variables);
    }

    private static void refuse(StepCall call, String parameter) throws StepException {
        if (text(call.arguments(), parameter).isPresent()) {
            throw new StepException(
                    "no-provider", "%s needs %s, and there is none".formatted(parameter, CONFIGURATION));
        }
    }

    /** @param wanted parameters that name a tool, with its type */
    private Map<String, Object> block(
            StepSite site, StepCall call, Map<String, String> wanted, Map<String, String> variables)
            throws StepException, InterruptedException {
        var environment = new LinkedHashMap<String, String>();
        var before = call.environment().getOrDefault("PATH", "");
        var search = new ToolSearch(site);
        for (var parameter : wanted.entrySet()) {
            var name = text(call.arguments(), parameter.getKey());
            if (name.isPresent()) {
                var found = search.present(Optional.of(parameter.getValue()), name.get());
                environment.putAll(found.environment(environment.getOrDefault("PATH", before)));
            }
        }
        environment.putAll(variables);
        return Map.of("environment", environment);
    }

    private static Optional<String> text(Arguments arguments, String name) {
        return Optional.of(arguments.text(name, "")).filter(text -> !text.isBlank());
    }

    /** Of one call. */
    private final class ToolSearch {
        private final StepSite site;
        private final Toolbox box;
        private final Lease lease;
        private final Place place;
        private final AgentCalls agent;

        ToolSearch(StepSite site) throws StepException {
            this.site = site;
            this.lease = site.node()
                    .filter(node -> node.lease().state() == Future.State.SUCCESS)
                    .map(node -> node.lease().join())
                    .orElseThrow(() -> new StepException(
                            "no-node",
                            "%s needs an agent, where the tool is: put it inside node { } or give the stage an agent"
                                    .formatted(site.asked().getName())));
            var labels = lease.environment().getOrDefault("NODE_LABELS", "");
            this.place = new Place(
                    lease.agentName(),
                    labels.isBlank() ? Set.of() : Set.of(labels.strip().split("\\s+", -1)));
            this.box = new Toolbox(
                    site.run().source().tools().stream()
                            .map(tool -> new Tool(ToolRules.type(tool.type()), tool.name(), tool.home()))
                            .toList(),
                    tools.visible(site.run().organization()));
            this.agent = new AgentCalls(operations, logs, site, lease.key());
        }

        FoundTool find(Optional<String> type, String name) throws StepException {
            try {
                return box.find(type, name, place);
            } catch (ToolMissing e) {
                throw missing(e);
            }
        }

        /** Found, and its home is there. */
        FoundTool present(Optional<String> type, String name) throws StepException, InterruptedException {
            var found = find(type, name);
            switch (new HomeCheck(agent, lease.unix()).look(found)) {
                case PRESENT -> {}
                case ABSENT -> throw missing(found.absent(place));
                case HOLLOW -> throw missing(found.hollow(place));
            }
            return found;
        }

        private StepException missing(ToolMissing e) {
            return new StepException("no-tool", site.asked().getName() + ": " + e.getMessage());
        }
    }
}
