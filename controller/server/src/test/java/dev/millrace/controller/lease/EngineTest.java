package dev.millrace.controller.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.JobId;
import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.ProjectId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.fleet.FleetModule;
import dev.millrace.controller.fleet.FleetRegister.Admitted;
import dev.millrace.controller.fleet.FleetRegister.Introduction;
import dev.millrace.controller.lease.Engine.Ledgers;
import dev.millrace.controller.queue.Entitlement;
import dev.millrace.controller.queue.JobLedger;
import dev.millrace.controller.queue.JobRequest;
import dev.millrace.controller.queue.LockLedger;
import dev.millrace.controller.queue.LockNeed;
import dev.millrace.controller.queue.LockOwner.OfStep;
import dev.millrace.controller.queue.LockRequest;
import dev.millrace.controller.queue.Needs;
import dev.millrace.controller.queue.SchedulingRules;
import dev.millrace.controller.store.TestDatabase;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.SandboxRequest;
import dev.millrace.wire.proto.WorkspaceRequest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Jobs and leases on a real database, with the test's own clock and thread. */
class EngineTest {
    private static final LeaseSettings SETTINGS = LeaseSettings.USUAL;

    private final Line line = new Line();
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private Instant now = Instant.now();
    private final InstantSource clock = () -> now;
    private static TestDatabase db;
    private FleetModule fleet;
    private Engine engine;
    private JobDesk jobs;
    private LeaseDesk leases;
    private AgentId agent;

    @BeforeAll
    static void create() {
        db = TestDatabase.fresh();
    }

    @AfterAll
    static void drop() {
        db.close();
    }

    @BeforeEach
    void open() throws SQLException {
        try (var connection = db.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("truncate job, lease, agent, lock_step, scheduling_rule");
        }
        fleet = FleetModule.create(db.database(), db.ids(), clock);
        start();
        agent = arrive("one");
    }

    @AfterEach
    void close() {
        timers.shutdownNow();
        // the next test empties the tables
        engine.durable().join();
    }

    /** A controller, or another one after the first crashed. */
    private void start() {
        var ledger = JobLedger.on(db.database());
        engine = new Engine(
                Ledgers.on(db.database(), SchedulingRules.on(db.database())),
                db.groupCommit(),
                db.ids(),
                fleet.register(),
                clock,
                SETTINGS);
        jobs = new JobDesk(engine, Runnable::run, ledger);
        leases = new LeaseDesk(engine, Runnable::run, timers, clock, SETTINGS);
        fleet.register().follow(leases);
        leases.connect(line);
    }

    private AgentId arrive(String name) {
        var said = new Introduction(name, List.of(), 1, Map.of(), "linux/amd64", "1", 1, List.of(), 0, 0, false);
        var key = Digest.sha256(name.getBytes(StandardCharsets.UTF_8));
        var id = assertInstanceOf(Admitted.class, fleet.register().join(key, said))
                .agent();
        fleet.register().present(id);
        return id;
    }

    private JobRequest request(String labels) {
        return request(new RunId(db.ids().next()), labels);
    }

    private JobRequest request(RunId run, int organization) {
        now = now.plusMillis(1);
        return new JobRequest(
                new JobId(db.ids().next()),
                run,
                1,
                new OrganizationId(organization),
                new ProjectId(organization),
                "title",
                "",
                0,
                WorkspaceRequest.getDefaultInstance(),
                SandboxRequest.getDefaultInstance(),
                Map.of(),
                now);
    }

    private JobRequest request(RunId run, String labels) {
        now = now.plusMillis(1);
        return new JobRequest(
                new JobId(db.ids().next()),
                run,
                1,
                new OrganizationId(1),
                new ProjectId(1),
                "title",
                labels,
                0,
                WorkspaceRequest.newBuilder().setKey("k").build(),
                SandboxRequest.getDefaultInstance(),
                Map.of("A", "b"),
                now);
    }

    private JobId enqueue(JobRequest request, Heard heard) {
        return jobs.request(request, heard).join();
    }

    private LeaseKey accept(LeaseKey key) {
        leases.accepted(
                agent, key, LeaseAccepted.newBuilder().setWorkspace("/w").build());
        return key;
    }

    private static LockRequest lock(OfStep step, Instant at) {
        return new LockRequest(
                step,
                new OrganizationId(1),
                "shop #" + step.run(),
                new LockNeed(List.of(new LockNeed.Named("db")), false, false),
                0,
                at);
    }

    /** A step of a run that goes on, with the row that is written with its journal entry. */
    private OfStep asks(Instant at) throws SQLException {
        var run = db.ids().next();
        try (var connection = db.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("insert into organization values (1, 'shop', now(), 0) on conflict do nothing");
            statement.execute(
                    "insert into project (id, organization_id, name, created_at, version) values (2, 1, 'till', now(), 0) on conflict do nothing");
            statement.execute("""
                    insert into run (id, organization_id, project_id, number, state, trust, cause, parameters, environment, source, file,
                        definition, semantics, accepted_at, owner_epoch)
                    values (%d, 1, 2, %d, 'running', 'branch', '{}', '{}', '{}', '{}', 'Jenkinsfile', '', 1, now(), 0)
                    """.formatted(run, run));
        }
        var step = new OfStep(new RunId(run), 3);
        db.groupCommit()
                .submit(List.of(LockLedger.on(db.database()).asked(lock(step, at), step)))
                .join();
        return step;
    }

    @Test
    void locks_of_steps_are_held_across_a_crash_and_given_to_the_next_exactly_once() throws SQLException {
        var first = asks(now);
        var second = asks(now.plusSeconds(1));
        var heard = new ArrayList<String>();
        var locks = new LockDesk(engine, Runnable::run, SchedulingRules.on(db.database()));
        locks.request(lock(first, now), hears("first", heard));
        engine.durable().join();
        start(); // before the run that holds it was taken up again
        locks = new LockDesk(engine, Runnable::run, SchedulingRules.on(db.database()));
        locks.request(lock(second, now.plusSeconds(1)), hears("second", heard));
        assertEquals(
                "[LockStanding[name=db, labels=[], declared=false, holder=shop #%s, waiting=[shop #%s]]]"
                        .formatted(first.run(), second.run()),
                locks.list(new OrganizationId(1)).toString());
        var waiting = locks.waiting();
        assertEquals(List.of(second), waiting.stream().map(one -> one.step()).toList());
        assertEquals(
                "It waits for lock 'db': 'db' is held by shop #" + first.run(),
                waiting.getFirst().why());
        assertEquals(false, waiting.getFirst().group());
        locks.request(lock(first, now), hears("again", heard));
        locks.release(first);
        locks.release(first);
        assertEquals(List.of(), locks.waiting());
        assertEquals(List.of("first [db]", "second waits", "again [db]", "second [db]"), heard);
    }

    private static RunLocks.LockListener hears(String name, List<String> heard) {
        return new RunLocks.LockListener() {
            @Override
            public void granted(List<String> locks) {
                heard.add(name + " " + locks);
            }

            @Override
            public void waits(String why) {
                heard.add(name + " waits");
            }

            @Override
            public void skipped(String why) {
                heard.add(name + " skips");
            }
        };
    }

    @Test
    void expired_lease_returns_work_to_the_front_of_the_queue() {
        var heard = new Heard();
        enqueue(request(""), heard);
        var first = line.granted();
        enqueue(request(""), new Heard());
        now = now.plus(SETTINGS.acceptance()).plus(SETTINGS.margin()).minusMillis(10);
        engine.expire();
        assertEquals(List.of(), line.grants, "leased again before deadline and margin");
        now = now.plusMillis(20);
        engine.expire();
        var second = line.granted();
        assertEquals(first.job(), second.job());
        assertEquals(2, second.attempt());
        assertTrue(second.epoch() > first.epoch());
        assertEquals(List.of(), heard.all);
    }

    @Test
    void a_lost_lease_ends_its_job_and_frees_its_agent_only_after_the_margin() {
        var heard = new Heard();
        enqueue(request(""), heard);
        accept(line.granted());
        enqueue(request(""), new Heard());
        now = now.plus(SETTINGS.acceptance());
        engine.expire();
        assertEquals(List.of("granted"), heard.all);
        assertEquals(List.of(), line.grants);
        now = now.plus(SETTINGS.margin());
        engine.expire();
        assertEquals(List.of("granted", "its agent did not answer until the lease's deadline"), heard.all);
        line.granted();
    }

    @Test
    void a_refused_lease_returns_to_the_front_and_its_agent_is_left_alone_for_a_while() {
        enqueue(request(""), new Heard());
        var first = line.granted();
        enqueue(request(""), new Heard());
        leases.refused(agent, first, "no space");
        assertEquals(List.of(), line.grants);
        assertEquals(
                "Agents that could take it get no work now: one (it refused a job a moment ago: no space)",
                jobs.waiting().getFirst().why());
        now = now.plusSeconds(2);
        leases.changed(agent);
        assertEquals(first.job(), line.granted().job());
    }

    @Test
    void a_job_that_is_refused_again_and_again_ends_with_the_last_reason() {
        var heard = new Heard();
        enqueue(request(""), heard);
        for (int refusals = 0; refusals < 8; refusals++) {
            leases.refused(agent, line.granted(), "no such place");
            now = now.plusSeconds(100);
            leases.changed(agent);
        }
        assertEquals(
                List.of("no agent takes this job: it was refused 8 times, at last because: no such place"), heard.all);
        assertEquals(List.of(), jobs.waiting());
    }

    @Test
    void the_same_step_asked_twice_is_one_job_and_hears_how_it_stands() {
        var request = request("");
        var id = enqueue(request, new Heard());
        accept(line.granted());
        var again = new Heard();
        assertEquals(id, enqueue(request(request.run(), ""), again));
        assertEquals(List.of("granted"), again.all);
        assertEquals(List.of(), line.grants);
    }

    @Test
    void malformed_labels_are_refused() {
        var failure = assertThrows(CompletionException.class, () -> enqueue(request("a &&"), new Heard()));
        assertInstanceOf(UserError.class, failure.getCause());
    }

    @Test
    void a_released_lease_frees_its_agent_when_that_has_cleaned_up() {
        var heard = new Heard();
        var id = enqueue(request(""), heard);
        var lease = accept(line.granted());
        enqueue(request(""), new Heard());
        jobs.release(id);
        assertEquals(List.of("release"), line.sent);
        assertEquals(List.of(), line.grants);
        leases.ended(agent, lease, "released");
        line.granted();
        assertEquals(List.of("granted"), heard.all);
        jobs.release(id);
    }

    @Test
    void an_aborted_job_leaves_the_queue_or_its_agent() {
        var running = new Heard();
        var waiting = new Heard();
        var one = enqueue(request(""), running);
        accept(line.granted());
        var two = enqueue(request(""), waiting);
        jobs.abort(two, "stop");
        jobs.abort(one, "stop");
        assertEquals(List.of("stop"), waiting.all);
        assertEquals(List.of("granted", "stop"), running.all);
        assertEquals(List.of("revoke"), line.sent);
        assertEquals(List.of(), jobs.waiting());
    }

    @Test
    void a_restarted_controller_finds_queued_leased_and_ended_jobs() {
        var ended = request("");
        enqueue(ended, new Heard());
        var gone = accept(line.granted());
        jobs.release(ended.id());
        leases.ended(agent, gone, "released");
        var leased = request("");
        enqueue(leased, new Heard());
        var lease = accept(line.granted());
        var queued = request("nowhere");
        enqueue(queued, new Heard());
        engine.durable().join();

        start();
        assertEquals(
                List.of(queued.id()),
                jobs.waiting().stream().map(Jobs.WaitingJob::job).toList());
        assertTrue(leases.holds(agent, lease));
        assertEquals(
                new Leases.Met(Set.of(lease), List.of()),
                leases.met(agent, Set.of(lease)).join());
        var heardLeased = new Heard();
        assertEquals(leased.id(), enqueue(request(leased.run(), ""), heardLeased));
        assertEquals(List.of("granted"), heardLeased.all);
        var heardEnded = new Heard();
        assertEquals(ended.id(), enqueue(request(ended.run(), ""), heardEnded));
        assertEquals(List.of("released"), heardEnded.all);
        assertEquals(List.of(), line.grants, "the agent is busy with the lease that it kept");
    }

    @Test
    void a_restarted_controller_honours_a_lease_until_its_deadline_and_margin() {
        var heard = new Heard();
        var request = request("");
        enqueue(request, new Heard());
        accept(line.granted());
        engine.durable().join();
        start();
        enqueue(request(request.run(), ""), heard);
        now = now.plus(SETTINGS.acceptance()).plus(SETTINGS.margin()).minus(Duration.ofMillis(100));
        engine.expire();
        assertEquals(List.of("granted"), heard.all);
        now = now.plusMillis(200);
        engine.expire();
        assertEquals(2, heard.all.size());
    }

    @Test
    void a_lease_whose_answer_was_lost_is_offered_again_under_the_same_epoch() {
        var heard = new Heard();
        enqueue(request(""), heard);
        var lease = line.granted();
        for (var held : List.of(Set.of(lease), Set.<LeaseKey>of())) {
            var met = leases.met(agent, held).join();
            assertEquals(Set.of(lease), met.kept());
            assertEquals(
                    List.of(lease.epoch()),
                    met.offers().stream()
                            .map(offer -> offer.getLease().getEpoch())
                            .toList());
        }
        accept(lease);
        accept(lease);
        assertEquals(List.of("granted"), heard.all);
        assertEquals(
                new Leases.Met(Set.of(lease), List.of()),
                leases.met(agent, Set.of(lease)).join());
        assertEquals(List.of(), line.grants, "nothing is granted anew");
    }

    @Test
    void a_restarted_controller_offers_again_what_was_not_answered() {
        enqueue(request(""), new Heard());
        var lease = line.granted();
        engine.durable().join();
        start();
        var met = leases.met(agent, Set.of(lease)).join();
        assertEquals(Set.of(lease), met.kept());
        assertEquals(1, met.offers().size());
    }

    @Test
    void a_lease_that_was_offered_again_is_not_leased_to_another_before_its_new_deadline() {
        enqueue(request(""), new Heard());
        var lease = line.granted();
        now = now.plus(SETTINGS.acceptance()).minusMillis(1);
        var _ = leases.met(agent, Set.of(lease)).join();
        now = now.plus(SETTINGS.lease()).plus(SETTINGS.margin()).minusMillis(1);
        engine.expire();
        assertEquals(List.of(), line.grants);
        now = now.plusMillis(2);
        engine.expire();
        assertEquals(2, line.granted().attempt());
    }

    @Test
    void a_heartbeat_after_the_deadline_does_not_bring_a_lease_back() {
        enqueue(request(""), new Heard());
        var lease = accept(line.granted());
        now = now.plus(SETTINGS.acceptance()).plusMillis(1);
        assertEquals(Set.of(), leases.renew(agent, Set.of(lease)).join());
        assertEquals(List.of("revoke"), line.sent);
    }

    @Test
    void a_quiet_period_has_its_length_also_where_the_time_of_day_is_another_one() {
        for (var off : List.of(Duration.ofHours(3), Duration.ofHours(-3))) {
            var plain = request("").askedAt(now.plus(off));
            var needs = Needs.NONE.with(plain.asked().plusSeconds(5));
            enqueue(plain.with(needs), new Heard());
            now = now.plusSeconds(4);
            engine.expire();
            assertEquals(List.of(), line.grants);
            now = now.plusSeconds(1);
            engine.expire();
            leases.ended(agent, accept(line.granted()), "done");
        }
    }

    @Test
    void a_removed_agent_loses_its_jobs() {
        var heard = new Heard();
        enqueue(request(""), heard);
        accept(line.granted());
        fleet.fleet().remove(agent);
        assertEquals(List.of("granted", "its agent was removed"), heard.all);
    }

    private static final class Heard implements Jobs.JobListener {
        final List<String> all = new ArrayList<>();

        @Override
        public void granted(Lease lease) {
            all.add("granted");
        }

        @Override
        public void ended(String reason) {
            all.add(reason);
        }
    }

    private static final class Line implements AgentLine {
        final List<LeaseGrant> grants = new ArrayList<>();
        final List<String> sent = new ArrayList<>();

        /** The only grant since the last question. */
        LeaseKey granted() {
            assertEquals(1, grants.size());
            var ref = grants.removeFirst().getLease();
            return new LeaseKey(new JobId(ref.getJob()), ref.getAttempt(), ref.getEpoch());
        }

        @Override
        public void grant(AgentId agent, LeaseGrant grant) {
            grants.add(grant);
        }

        @Override
        public void release(AgentId agent, LeaseKey lease) {
            sent.add("release");
        }

        @Override
        public void revoke(AgentId agent, LeaseKey lease, String reason) {
            sent.add("revoke");
        }

        @Override
        public void over(LeaseKey lease, String reason) {}
    }

    @Test
    void organizations_get_their_weights_of_the_leases_while_both_have_jobs() {
        var rules = SchedulingRules.on(db.database());
        rules.share(new OrganizationId(1), "", new Entitlement(3, 1, 0));
        rules.share(new OrganizationId(2), "", new Entitlement(1, 1, 0));
        start();
        fleet.register().present(agent);
        var owners = new HashMap<Long, Integer>();
        for (var i = 0; i < 40; i++) {
            for (var organization : List.of(1, 2)) {
                var job = request(new RunId(db.ids().next()), organization);
                owners.put(job.id().value(), organization);
                enqueue(job, new Heard());
            }
        }
        var first = 0;
        for (var i = 0; i < 40; i++) {
            var lease = accept(line.granted());
            first += owners.getOrDefault(lease.job().value(), 0) == 1 ? 1 : 0;
            jobs.release(lease.job());
            leases.ended(agent, lease, "released");
        }
        assertTrue(Math.abs(first - 30) <= 1, first + " of 40 leases; three for each one of the other's are 30");
    }
}
