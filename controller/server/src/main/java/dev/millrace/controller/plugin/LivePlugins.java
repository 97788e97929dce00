package dev.millrace.controller.plugin;

import dev.millrace.api.ApiVersion;
import dev.millrace.api.Checkout;
import dev.millrace.api.SourceReader;
import dev.millrace.controller.base.Problem;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.StepCatalog;
import dev.millrace.controller.plugin.PluginInspection.AskedPermission;
import dev.millrace.controller.plugin.PluginRecords.Decision;
import dev.millrace.controller.plugin.PluginStatus.State;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pf4j.DefaultVersionManager;

/**
 * The plugins as they are. Every change is: write the decision down, then let {@link Reconciler} make what runs follow from archives and decisions.
 * One change at a time; readers see a snapshot.
 */
final class LivePlugins implements Plugins, StepCatalog, AutoCloseable {
    private final ArchiveStore archives;
    private final PluginRecords records;
    private final Reconciler reconciler;
    private volatile Reconciler.Outcome now = Reconciler.Outcome.NOTHING;

    LivePlugins(ArchiveStore archives, PluginRecords records, Reconciler reconciler) {
        this.archives = archives;
        this.records = records;
        this.reconciler = reconciler;
        reconcile();
    }

    @Override
    public List<PluginStatus> list() {
        return now.statuses();
    }

    @Override
    public PluginInspection inspect(Path archive) {
        try {
            return inspection(archives.read(archive));
        } catch (BadArchive e) {
            return new PluginInspection("", "", "", "", "", List.of(), List.of(), "", List.of(e.problem()));
        }
    }

    @Override
    public synchronized PluginStatus install(Path archive) {
        var staged = archives.stage(archive);
        try {
            var read = archives.read(staged);
            var problems = inspection(read).problems();
            if (!problems.isEmpty()) {
                throw refused(read.name(), problems);
            }
            return install(read);
        } catch (BadArchive e) {
            throw refused(archive.getFileName().toString(), List.of(e.problem()));
        } finally {
            archives.delete(staged);
        }
    }

    private PluginStatus install(Archive staged) {
        var id = staged.id();
        var decided = Optional.ofNullable(records.all().get(id));
        var before = archives.place(staged.file(), id);
        records.keep(Decision.approving(staged, true));
        reconcile();
        var status = status(id);
        if (status.state() == State.RUNNING) {
            before.ifPresent(archives::delete);
            return status;
        }
        archives.putBack(before, id);
        decided.ifPresentOrElse(records::keep, () -> records.forget(id));
        reconcile();
        throw refused(staged.name(), status.problems());
    }

    @Override
    public synchronized PluginStatus enable(String id) {
        decide(id, true);
        return status(id);
    }

    @Override
    public synchronized PluginStatus disable(String id) {
        decide(id, false);
        return status(id);
    }

    @Override
    public synchronized void remove(String id) {
        var found = archives.scan().archives().stream()
                .filter(archive -> archive.id().equals(id))
                .toList();
        if (found.isEmpty()) {
            throw unknown(id);
        }
        if (found.stream().allMatch(Archive::bundled)) {
            throw new UserError(
                    UserError.Kind.CONFLICT, "Plugin %s comes with this release".formatted(id), "Disable it instead");
        }
        found.stream().filter(archive -> !archive.bundled()).map(Archive::file).forEach(archives::delete);
        records.forget(id);
        reconcile();
    }

    @Override
    public List<Provided> steps() {
        return List.copyOf(now.catalog().steps().values());
    }

    @Override
    public Optional<Provided> step(String name) {
        return Optional.ofNullable(now.catalog().steps().get(name));
    }

    @Override
    public List<ProvidedSymbol> symbols() {
        return now.catalog().symbols();
    }

    @Override
    public Optional<Checkout> checkout(String symbol) {
        return Optional.ofNullable(now.catalog().checkouts().get(symbol)).map(Catalog.Source::checkout);
    }

    @Override
    public Optional<SourceReader> reader(String symbol) {
        return Optional.ofNullable(now.catalog().readers().get(symbol)).map(Catalog.Reader::reader);
    }

    @Override
    public synchronized void close() {
        reconciler.stopAll();
        now = Reconciler.Outcome.NOTHING;
    }

    private void decide(String id, boolean enabled) {
        var archive = archives.scan().archives().stream()
                .filter(found -> found.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
        records.keep(Decision.approving(archive, enabled));
        reconcile();
    }

    private void reconcile() {
        now = reconciler.reconcile(
                archives.scan(), records, narrowed -> now = new Reconciler.Outcome(now.statuses(), narrowed));
    }

    private PluginStatus status(String id) {
        return now.statuses().stream()
                .filter(status -> status.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
    }

    private PluginInspection inspection(Archive archive) {
        var installed = now.statuses().stream()
                .filter(status -> status.id().equals(archive.id()))
                .findFirst();
        var problems = new ArrayList<>(
                Vetting.alone(archive, ApiVersion.current(), new DefaultVersionManager()::checkVersionConstraint));
        if (installed.isPresent() && installed.get().bundled()) {
            problems.add(Vetting.problem(
                    archive,
                    "Plugin %s comes with this release".formatted(archive.id()),
                    "It is updated with Millrace"));
        }
        var running = now.statuses().stream().map(PluginStatus::id).toList();
        for (var needed : archive.dependencies()) {
            if (!needed.optional() && !running.contains(needed.id())) {
                problems.add(Vetting.problem(
                        archive,
                        "%s needs plugin %s, which is not there".formatted(archive.name(), needed),
                        "Install plugin " + needed.id() + " first"));
            }
        }
        return new PluginInspection(
                archive.id(),
                archive.version(),
                archive.description(),
                archive.provider(),
                archive.requires(),
                archive.dependencies().stream()
                        .map(Archive.Dependency::toString)
                        .toList(),
                archive.permissions().stream().map(LivePlugins::asked).toList(),
                installed.map(PluginStatus::version).orElse(""),
                problems);
    }

    private static AskedPermission asked(String key) {
        var meaning = Vetting.permission(key).map(permission -> switch (permission) {
            case AGENT_PROCESSES -> "Files and processes in the workspaces of jobs, on their agents.";
            case NETWORK -> "Connections from the controller to other hosts.";
            case SECRETS -> "Values of the secrets that a call of its steps names.";
            case DATABASE -> "A database schema of its own.";
        });
        return new AskedPermission(key, meaning.orElse("There is no such permission."));
    }

    private static UserError unknown(String id) {
        return new UserError(UserError.Kind.NOT_FOUND, "There is no plugin " + id, "");
    }

    private static UserError refused(String name, List<Problem> problems) {
        return new UserError(
                UserError.Kind.INVALID,
                "%s cannot be installed: %s".formatted(name, problems.getFirst().message()),
                problems.getFirst().hint(),
                problems);
    }
}
