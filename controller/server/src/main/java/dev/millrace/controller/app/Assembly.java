package dev.millrace.controller.app;

import dev.millrace.controller.artifact.ArtifactModule;
import dev.millrace.controller.base.StartRefused;
import dev.millrace.controller.blob.BlobModule;
import dev.millrace.controller.blob.BlobSettings;
import dev.millrace.controller.blob.BlobStore;
import dev.millrace.controller.definition.DefinitionModule;
import dev.millrace.controller.evaluator.EvaluatorModule;
import dev.millrace.controller.evaluator.EvaluatorSettings;
import dev.millrace.controller.execution.ExecutionModule;
import dev.millrace.controller.execution.ExecutionSettings;
import dev.millrace.controller.execution.StepDoors;
import dev.millrace.controller.explain.ExplainModule;
import dev.millrace.controller.fleet.FleetModule;
import dev.millrace.controller.identity.Identities;
import dev.millrace.controller.identity.IdentityModule;
import dev.millrace.controller.inspect.InspectModule;
import dev.millrace.controller.lease.LeaseModule;
import dev.millrace.controller.lease.LeaseSettings;
import dev.millrace.controller.link.LinkModule;
import dev.millrace.controller.link.LinkSettings;
import dev.millrace.controller.log.LogModule;
import dev.millrace.controller.plugin.PluginsModule;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.queue.WaitReasons;
import dev.millrace.controller.rehearsal.RehearsalModule;
import dev.millrace.controller.run.RunModule;
import dev.millrace.controller.snapshot.SnapshotModule;
import dev.millrace.controller.source.LibraryTrees;
import dev.millrace.controller.source.SourceModule;
import dev.millrace.controller.store.DataDirectory;
import dev.millrace.controller.store.DatabaseLocation;
import dev.millrace.controller.store.Entities;
import dev.millrace.controller.store.StoreModule;
import dev.millrace.controller.tenant.TenantModule;
import dev.millrace.controller.tool.ToolModule;
import dev.millrace.controller.trigger.Accepting;
import dev.millrace.controller.trigger.TriggerModule;
import dev.millrace.controller.web.PortTaken;
import dev.millrace.controller.web.WebConfig;
import dev.millrace.controller.web.WebDoors;
import dev.millrace.controller.web.WebModule;
import dev.millrace.wire.TlsContexts;
import dev.millrace.wire.TlsIdentity;
import dev.millrace.wire.WallClock;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts one controller together. What takes long and needs nothing else is begun first, beside the database. */
final class Assembly {
    /** A program that waited so long for nothing leaves its evaluator. */
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private final ControllerOptions options;
    private final Parts parts;
    private final Distribution distribution;
    private final String release;
    private final Clock clock = WallClock.system();
    private final Executor threads = task -> Thread.ofVirtual().start(task);

    Assembly(ControllerOptions options, Parts parts) {
        this.options = options;
        this.parts = parts;
        this.distribution = new Distribution(options.home());
        this.release = Optional.ofNullable(Controller.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    Controller assemble() throws IOException {
        var data = parts.add(DataDirectory.open(options.data()));
        parts.add(ControllerLog.in(data.directory("logs")));
        var evaluators = EvaluatorSettings.usual(
                        Distribution.java(), distribution.classPath("evaluator"), data.directory("evaluator"))
                .isolated(options.isolation())
                .cached(distribution.cache("evaluator"));
        var launcher = parts.add(EvaluatorModule.processesAhead(evaluators, threads));
        var entities = parts.add(Entities.boot(Stream.of(IdentityModule.entities(), TenantModule.entities())
                .flatMap(List::stream)
                .toList()));
        threads.execute(TlsContexts::prepare);
        var web = parts.add(listen());
        var identity = TlsIdentity.loadOrCreate(data.directory("tls"), "Millrace controller", clock.instant());
        var store = parts.add(StoreModule.create(database(data), release));
        var controller = new Controller(parts, web.url(), data.path().resolve("admin.token"));
        var _ = store.ownershipLost().thenAccept(lost -> threads.execute(controller::close));

        // what waits and runs is read while the classes of entities are still being looked at
        var capacity = new Capacity(store);
        var kept = parts.add(BlobModule.open(blobs(data), store.database(), store.groupCommit(), clock));
        var blobs = kept.store();
        var sessions = store.sessions(entities);
        var identities = IdentityModule.create(store.database(), sessions, store.ids(), clock);
        var tenants = TenantModule.create(sessions, store.ids(), clock);
        var properties = TenantModule.settings(store.database());
        writeToken(identities, controller.tokenFile());

        var link = capacity.open(identity, data, identities, blobs);
        // its process takes longer to start than the rest of this one
        if (options.localAgent()) {
            parts.add(LocalAgent.start(
                    distribution, data.directory("agent"), identities, link.address(), identity.fingerprint()));
        }
        var plugins = parts.add(PluginsModule.create(
                store.database(),
                clock,
                List.of(distribution.plugins()),
                data.path().resolve("plugins"),
                EngineSteps.NAMES));
        var definitions = DefinitionModule.create(blobs);
        var runs = RunModule.create(store.database(), store.groupCommit(), definitions, store.ids(), clock, threads);
        var logs = LogModule.create(store.database(), store.groupCommit(), clock, threads);
        var trees = SourceModule.workingTrees(blobs);
        var libraries = SourceModule.libraries(store.database(), tenants, clock);
        var tools = ToolModule.create(store.database(), tenants, clock);
        var files = ArtifactModule.create(store.database(), blobs);
        var snapshots =
                parts.add(SnapshotModule.create(store.database(), blobs, link.operations(), store.ids(), clock));
        var accepting = new Accepting();
        var execution = parts.add(ExecutionModule.create(
                store.database(),
                store.groupCommit(),
                runs,
                tenants,
                properties,
                definitions,
                capacity.leases.jobs(),
                new StepDoors(
                        plugins.steps(),
                        link.operations(),
                        logs,
                        files,
                        snapshots.snapshots(),
                        snapshots.taking(),
                        libraries,
                        new LibraryTrees(blobs),
                        blobs,
                        capacity.leases.locks(),
                        tools),
                launcher,
                evaluators,
                store.ids(),
                web.url() + "/",
                ExecutionSettings.USUAL,
                accepting::count,
                clock,
                threads));
        var triggers = TriggerModule.create(
                trees,
                properties,
                runs.acceptor(),
                accepting,
                run -> execution.executions().advance(run));
        execution.start();
        web.open(new WebDoors(
                new WebDoors.People(identities, tenants, properties, libraries, tools),
                new WebDoors.Work(
                        triggers,
                        runs.runs(),
                        runs.checkouts(),
                        execution.executions(),
                        execution.questions(),
                        execution.waiting(),
                        execution.restarts(),
                        execution.replays(),
                        ExplainModule.create(
                                tenants, execution.histories(), WaitReasons.on(store.database()), logs, clock),
                        InspectModule.create(execution.histories(), execution.probes()),
                        logs,
                        files),
                new WebDoors.Capacity(
                        capacity.fleet.fleet(),
                        capacity.leases.jobs(),
                        capacity.leases.locks(),
                        capacity.rules,
                        new WebDoors.AgentEntrance("", link.address().getPort(), identity.fingerprint())),
                new WebDoors.Blobs(blobs, kept.keeping()),
                new WebDoors.Language(
                        execution.programs(),
                        RehearsalModule.create(execution.programs(), plugins.steps(), trees, blobs, clock)),
                plugins.plugins(),
                store.health()::unready));
        data.announce(web.url().toString());
        LOG.atInfo()
                .addKeyValue("url", web.url())
                .addKeyValue("epoch", store.database().epoch())
                .log("controller-ready");
        return controller;
    }

    private BlobSettings blobs(DataDirectory data) throws IOException {
        return new BlobSettings(
                data.directory("blobs"),
                options.blobs().location(),
                options.blobs().credentials(),
                BlobHolders.all());
    }

    private WebModule listen() {
        try {
            return WebModule.start(WebConfig.of(options.host(), options.port(), release));
        } catch (PortTaken e) {
            throw new StartRefused(
                    Objects.requireNonNull(e.getMessage()), "Stop that program, or name another port with --port", e);
        }
    }

    private DatabaseLocation database(DataDirectory data) throws IOException {
        if (options.database().isPresent()) {
            return options.database().get();
        }
        return new DatabaseLocation.Embedded(data.directory("postgres"), cache());
    }

    /** Where the database's programs are unpacked, for all data directories of this user. */
    private static Path cache() {
        var xdg = System.getenv("XDG_CACHE_HOME");
        var base = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("millrace");
    }

    private static void writeToken(Identities identities, Path file) throws IOException {
        var token = identities.bootstrapAdmin();
        if (token.isPresent()) {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, token.get() + "\n");
        }
    }

    /** Agents, their leases and where they dial. */
    private final class Capacity {
        private final FleetModule fleet;
        private final SchedulingRules rules;
        private final LeaseModule leases;

        Capacity(StoreModule store) {
            fleet = parts.add(FleetModule.create(store.database(), store.ids(), clock));
            rules = SchedulingRules.on(store.database());
            leases = parts.add(LeaseModule.create(
                    store.database(),
                    store.groupCommit(),
                    store.ids(),
                    fleet.register(),
                    rules,
                    clock,
                    LeaseSettings.USUAL));
        }

        /** Agents are let in from here on. */
        LinkModule open(TlsIdentity identity, DataDirectory data, Identities identities, BlobStore blobs)
                throws IOException {
            var kept = LocalSettings.in(data.path());
            var link = parts.add(open(identity, kept.agentPort(), identities, blobs));
            kept.keepAgentPort(link.address().getPort());
            return link;
        }

        private LinkModule open(TlsIdentity identity, int port, Identities identities, BlobStore blobs)
                throws IOException {
            var address = new InetSocketAddress(options.host(), port);
            try {
                return LinkModule.create(
                        identity, LinkSettings.on(address), leases.leases(), fleet.register(), identities, blobs);
            } catch (BindException e) {
                throw new StartRefused(
                        "Port %d, at which this controller's agents dial it, is taken by another program"
                                .formatted(port),
                        "Stop that program, or delete agent.port in the data directory and join the agents again",
                        e);
            }
        }
    }
}
