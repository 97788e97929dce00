package dev.millrace.controller.plugin;

import dev.millrace.api.ApiVersion;
import dev.millrace.api.Permission;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.plugin.PluginRecords.Decision;
import dev.millrace.controller.plugin.PluginStatus.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.pf4j.DefaultVersionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what runs follow from the archives that there are and what administrators decided. Not thread-safe. */
final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    private final Host host;
    private final Set<String> engineSteps;
    private final Map<String, Loaded> running = new LinkedHashMap<>();
    private final Map<String, Set<Permission>> permissions = new HashMap<>();

    /** What runs, and the archive that it comes from. */
    private record Loaded(Archive archive, RunningPlugin plugin) {}

    /**
     * What came of it.
     *
     * @param statuses by id
     * @param catalog what the running plugins bring
     */
    record Outcome(List<PluginStatus> statuses, Catalog catalog) {
        static final Outcome NOTHING = new Outcome(List.of(), Catalog.EMPTY);
    }

    /** @param schemas gives the plugin of an id its own part of the database */
    Reconciler(Function<String, DataSource> schemas, ClassLoader controller, Path directory, Set<String> engineSteps) {
        this.engineSteps = Set.copyOf(engineSteps);
        this.host = new Host(controller, directory, wrapper -> {
            var id = wrapper.getPluginId();
            return new RunningPlugin(wrapper, new GatedServices(id, permissions.getOrDefault(id, Set.of()), schemas));
        });
    }

    /**
     * Stops what shall not run and starts what shall.
     *
     * @param narrowed takes the catalog without what is about to be stopped, before it is stopped
     */
    Outcome reconcile(ArchiveStore.Found found, PluginRecords records, Consumer<Catalog> narrowed) {
        var decisions = new HashMap<>(records.all());
        var statuses = new ArrayList<PluginStatus>();
        var wanted = new ArrayList<Archive>();
        for (var archive : found.archives()) {
            var decision = decided(archive, decisions, records);
            if (decision == null || !decision.archive().equals(archive.digest())) {
                statuses.add(
                        status(archive, State.UNAPPROVED, List.of(), List.of(unapproved(archive, decision != null))));
            } else if (!decision.enabled()) {
                statuses.add(status(archive, State.DISABLED, List.of(), List.of()));
            } else {
                wanted.add(archive);
            }
        }
        var vetting = Vetting.of(wanted, ApiVersion.current(), new DefaultVersionManager()::checkVersionConstraint);
        vetting.refused()
                .forEach((archive, problems) -> statuses.add(status(archive, State.FAILED, List.of(), problems)));
        found.unreadable().forEach((file, problem) -> statuses.add(unreadable(file, problem)));
        stopOthers(vetting.order(), narrowed);
        var catalog = start(vetting.order(), statuses);
        statuses.sort(Comparator.comparing(PluginStatus::id).thenComparing(PluginStatus::version));
        return new Outcome(List.copyOf(statuses), catalog);
    }

    /** Stops everything, dependents first. */
    void stopAll() {
        for (var id : List.copyOf(running.keySet()).reversed()) {
            running.remove(id);
            host.stopArchive(id);
        }
    }

    private void stopOthers(List<Archive> wanted, Consumer<Catalog> narrowed) {
        Set<Digest> stay = wanted.stream().map(Archive::digest).collect(Collectors.toSet());
        var stop = running.values().stream()
                .filter(loaded -> !stay.contains(loaded.archive().digest()))
                .map(loaded -> loaded.archive().id())
                .collect(Collectors.toSet());
        // A dependent is bound to the classes of what it depends on: it starts again with the new ones.
        for (var loaded : running.values()) {
            if (loaded.archive().dependencies().stream().anyMatch(needed -> stop.contains(needed.id()))) {
                stop.add(loaded.archive().id());
            }
        }
        if (stop.isEmpty()) {
            return;
        }
        var catalog = Catalog.EMPTY;
        for (var loaded : running.values()) {
            if (!stop.contains(loaded.archive().id())) {
                catalog = catalog.with(loaded.archive(), loaded.plugin());
            }
        }
        narrowed.accept(catalog);
        for (var id : List.copyOf(running.keySet()).reversed()) {
            if (stop.contains(id)) {
                running.remove(id);
                host.stopArchive(id);
                LOG.atInfo().addKeyValue("plugin", id).log("plugin-stopped");
            }
        }
    }

    private Catalog start(List<Archive> order, List<PluginStatus> statuses) {
        var catalog = Catalog.EMPTY;
        for (var archive : order) {
            var problems = running.containsKey(archive.id()) ? List.<Problem>of() : start(archive, catalog);
            var loaded = running.get(archive.id());
            if (loaded == null) {
                statuses.add(status(archive, State.FAILED, List.of(), problems));
                problems.forEach(problem -> LOG.atError()
                        .addKeyValue("plugin", archive.id())
                        .addKeyValue("problem", problem)
                        .log("plugin-failed"));
            } else {
                catalog = catalog.with(archive, loaded.plugin());
            }
        }
        for (var loaded : running.values()) {
            var archive = loaded.archive();
            statuses.add(status(archive, State.RUNNING, catalog.stepsOf(archive.id()), List.of()));
        }
        return catalog;
    }

    /** Starts one plugin; returns why it cannot run. */
    private List<Problem> start(Archive archive, Catalog catalog) {
        for (var needed : archive.dependencies()) {
            if (!needed.optional() && !running.containsKey(needed.id())) {
                return List.of(Vetting.problem(
                        archive,
                        "%s needs plugin %s, which did not start".formatted(archive.name(), needed),
                        "See what is wrong with plugin " + needed.id()));
            }
        }
        permissions.put(
                archive.id(),
                archive.permissions().stream()
                        .flatMap(key -> Vetting.permission(key).stream())
                        .collect(Collectors.toSet()));
        try {
            var plugin = host.startArchive(archive);
            var problems = catalog.objections(archive, plugin, engineSteps);
            if (problems.isEmpty()) {
                running.put(archive.id(), new Loaded(archive, plugin));
                LOG.atInfo()
                        .addKeyValue("plugin", archive.id())
                        .addKeyValue("version", archive.version())
                        .log("plugin-started");
            } else {
                host.stopArchive(archive.id());
            }
            return problems;
        } catch (RuntimeException | LinkageError e) {
            LOG.atWarn().addKeyValue("plugin", archive.id()).setCause(e).log("plugin-start-failed");
            return List.of(Vetting.problem(
                    archive,
                    "%s does not start: %s".formatted(archive.name(), e.getMessage() == null ? e : e.getMessage()),
                    "See the controller's log, and tell its provider"));
        }
    }

    /** Bundled archives are approved by the release; a new release keeps whether they are enabled. */
    private static @Nullable Decision decided(Archive archive, Map<String, Decision> decisions, PluginRecords records) {
        var decision = decisions.get(archive.id());
        if (archive.bundled() && (decision == null || !decision.archive().equals(archive.digest()))) {
            decision = Decision.approving(archive, decision == null || decision.enabled());
            records.keep(decision);
            decisions.put(archive.id(), decision);
        }
        return decision;
    }

    private static Problem unapproved(Archive archive, boolean changed) {
        var asks = archive.permissions().isEmpty() ? "nothing" : String.join(", ", archive.permissions());
        return Vetting.problem(
                archive,
                changed
                        ? "The archive of plugin %s is not the one that was approved".formatted(archive.id())
                        : "%s was put here by hand and not approved; it asks for: %s".formatted(archive.name(), asks),
                "Enable plugin %s to approve it as it is, or remove it".formatted(archive.id()));
    }

    private static PluginStatus unreadable(String file, Problem problem) {
        var id = file.endsWith(".jar") ? file.substring(0, file.length() - 4) : file;
        return new PluginStatus(id, "", "", "", List.of(), false, State.FAILED, List.of(), List.of(problem));
    }

    private static PluginStatus status(Archive archive, State state, List<String> steps, List<Problem> problems) {
        return new PluginStatus(
                archive.id(),
                archive.version(),
                archive.description(),
                archive.provider(),
                archive.permissions(),
                archive.bundled(),
                state,
                steps,
                problems);
    }
}
