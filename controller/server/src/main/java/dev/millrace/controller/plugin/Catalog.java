package dev.millrace.controller.plugin;

import dev.millrace.api.Checkout;
import dev.millrace.api.Permission;
import dev.millrace.api.step.Step;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.execution.StepCatalog.Provided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the running plugins bring. Immutable.
 *
 * @param steps by name
 * @param checkouts by symbol
 */
record Catalog(Map<String, Provided> steps, Map<String, Source> checkouts) {
    static final Catalog EMPTY = new Catalog(Map.of(), Map.of());

    /** A kind of source control and who brings it. */
    record Source(String plugin, Checkout checkout) {}

    /** Why a plugin's contributions cannot be added; empty where they can. Names of the engine's own steps cannot be taken. */
    List<Problem> objections(Archive archive, RunningPlugin plugin, Set<String> engine) {
        var problems = new ArrayList<Problem>();
        var mayUseWorkspace = archive.permissions().contains(Permission.AGENT_PROCESSES.key());
        var own = new TreeMap<String, Step>();
        for (var step : plugin.contributions().steps()) {
            var descriptor = step.descriptor();
            var name = descriptor.name();
            if (engine.contains(name)) {
                problems.add(taken(archive, "step", name, "the engine itself"));
            }
            var other = steps.get(name);
            if (other != null) {
                problems.add(taken(archive, "step", name, "plugin " + other.plugin()));
            }
            if (own.put(name, step) != null) {
                problems.add(taken(archive, "step", name, "the plugin itself, a second time"));
            }
            if ((descriptor.needsWorkspace()
                            || !descriptor.workspaceParameters().isEmpty())
                    && !mayUseWorkspace) {
                problems.add(undeclared(archive, "Step " + name + " needs a workspace"));
            }
        }
        for (var checkout : plugin.contributions().checkouts()) {
            if (!mayUseWorkspace) {
                problems.add(undeclared(archive, "Source control " + checkout.symbols() + " needs a workspace"));
            }
            for (var symbol : checkout.symbols()) {
                var other = checkouts.get(symbol);
                if (other != null) {
                    problems.add(taken(archive, "source control", symbol, "plugin " + other.plugin()));
                }
            }
        }
        return problems;
    }

    /** With a plugin's contributions, which nothing speaks against. */
    Catalog with(Archive archive, RunningPlugin plugin) {
        var guard = plugin.guard();
        var mayUseWorkspace = archive.permissions().contains(Permission.AGENT_PROCESSES.key());
        var moreSteps = new TreeMap<>(steps);
        for (var step : plugin.contributions().steps()) {
            moreSteps.put(step.descriptor().name(), new Provided(archive.id(), guard.step(step), mayUseWorkspace));
        }
        var moreCheckouts = new TreeMap<>(checkouts);
        for (var checkout : plugin.contributions().checkouts()) {
            var guarded = guard.checkout(checkout);
            guarded.symbols().forEach(symbol -> moreCheckouts.put(symbol, new Source(archive.id(), guarded)));
        }
        return new Catalog(moreSteps, moreCheckouts);
    }

    /** Names of the steps that a plugin brings. */
    List<String> stepsOf(String plugin) {
        return steps.entrySet().stream()
                .filter(entry -> entry.getValue().plugin().equals(plugin))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Problem taken(Archive archive, String what, String name, String by) {
        return Vetting.problem(
                archive,
                "%s brings %s %s, which %s has already".formatted(archive.name(), what, name, by),
                "Disable or remove one of the two");
    }

    private static Problem undeclared(Archive archive, String why) {
        return Vetting.problem(
                archive,
                "%s, and %s does not declare permission %s"
                        .formatted(why, archive.name(), Permission.AGENT_PROCESSES.key()),
                "Its provider must add it to Millrace-Permissions in the manifest");
    }
}
