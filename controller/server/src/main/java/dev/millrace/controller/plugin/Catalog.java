package dev.millrace.controller.plugin;

import dev.millrace.api.Checkout;
import dev.millrace.api.Permission;
import dev.millrace.api.SourceReader;
import dev.millrace.api.step.Step;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.execution.StepCatalog.Provided;
import dev.millrace.controller.execution.StepCatalog.ProvidedSymbol;
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
 * @param readers by symbol
 * @param symbols values, in the order of the plugins; several may have one name
 */
record Catalog(
        Map<String, Provided> steps,
        Map<String, Source> checkouts,
        Map<String, Reader> readers,
        List<ProvidedSymbol> symbols) {
    static final Catalog EMPTY = new Catalog(Map.of(), Map.of(), Map.of(), List.of());

    /** A kind of repository that can be read and who brings it. */
    record Reader(String plugin, SourceReader reader) {}

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
            if (other != null && waits(other.step()) == waits(step)) {
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
        for (var reader : plugin.contributions().readers()) {
            if (!archive.permissions().contains(Permission.NETWORK.key())) {
                problems.add(undeclared(
                        archive,
                        "Reading " + reader.symbols() + " needs connections to other hosts",
                        Permission.NETWORK));
            }
            for (var symbol : reader.symbols()) {
                var other = readers.get(symbol);
                if (other != null) {
                    problems.add(taken(archive, "source", symbol, "plugin " + other.plugin()));
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
            var name = step.descriptor().name();
            if (!(moreSteps.containsKey(name) && waits(step))) {
                moreSteps.put(name, new Provided(archive.id(), guard.step(step), mayUseWorkspace));
            }
        }
        var moreCheckouts = new TreeMap<>(checkouts);
        for (var checkout : plugin.contributions().checkouts()) {
            var guarded = guard.checkout(checkout);
            guarded.symbols().forEach(symbol -> moreCheckouts.put(symbol, new Source(archive.id(), guarded)));
        }
        var moreReaders = new TreeMap<>(readers);
        for (var reader : plugin.contributions().readers()) {
            var guarded = guard.reader(reader);
            guarded.symbols().forEach(symbol -> moreReaders.put(symbol, new Reader(archive.id(), guarded)));
        }
        var moreSymbols = new ArrayList<>(symbols);
        plugin.contributions().symbols().forEach(symbol -> moreSymbols.add(new ProvidedSymbol(archive.id(), symbol)));
        return new Catalog(moreSteps, moreCheckouts, moreReaders, List.copyOf(moreSymbols));
    }

    /** It is described and does nothing until somebody provides what it needs: then that step takes its name over, whichever came first. */
    private static boolean waits(Step step) {
        return step.descriptor().provider().isPresent();
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
        return undeclared(archive, why, Permission.AGENT_PROCESSES);
    }

    private static Problem undeclared(Archive archive, String why, Permission permission) {
        return Vetting.problem(
                archive,
                "%s, and %s does not declare permission %s".formatted(why, archive.name(), permission.key()),
                "Its provider must add it to Millrace-Permissions in the manifest");
    }
}
