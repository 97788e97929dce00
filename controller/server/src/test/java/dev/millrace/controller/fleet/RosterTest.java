package dev.millrace.controller.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.AgentId;
import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.fleet.FleetRegister.Admission;
import dev.millrace.controller.fleet.FleetRegister.Admitted;
import dev.millrace.controller.fleet.FleetRegister.HealthReport;
import dev.millrace.controller.fleet.FleetRegister.Introduction;
import dev.millrace.controller.fleet.FleetRegister.Rejected;
import dev.millrace.controller.store.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RosterTest {
    private static final long PLENTY = 1L << 40;

    private static TestDatabase db;
    private FleetModule module;

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
            statement.execute("truncate job, lease, agent");
        }
        module = newModule();
    }

    private FleetModule newModule() {
        return FleetModule.create(db.database(), db.ids(), InstantSource.system());
    }

    private static Digest key(String of) {
        return Digest.sha256(of.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Introduction says(String name, String... labels) {
        return new Introduction(
                name,
                List.of(labels),
                2,
                Map.of("A", "b \"c\""),
                "linux/amd64",
                "1.0",
                1,
                List.of("process"),
                2000,
                4L << 30,
                false);
    }

    private static Introduction once(String name) {
        return new Introduction(name, List.of(), 8, Map.of(), "linux/amd64", "1.0", 1, List.of(), 0, 0, true);
    }

    private static AgentId admitted(Admission admission) {
        return assertInstanceOf(Admitted.class, admission).agent();
    }

    private static String code(Admission admission) {
        return assertInstanceOf(Rejected.class, admission).code();
    }

    @Test
    void an_agent_joins_once_and_is_known_by_its_key_afterwards_also_to_the_next_controller() {
        var id = admitted(module.register().join(key("k"), says("one", "linux")));
        assertEquals(id, admitted(module.register().meet(key("k"), says("one", "linux"))));
        var later = newModule();
        assertEquals(id, admitted(later.register().meet(key("k"), says("one", "linux"))));
        var facts = later.fleet().agent(id).orElseThrow();
        assertEquals(List.of("linux", "one"), facts.labels());
        assertEquals(Map.of("A", "b \"c\""), facts.environment());
        assertEquals(2, facts.executors());
        assertTrue(facts.lastSeenAt().isPresent());
    }

    @Test
    void labels_come_with_a_token_only() {
        var id = admitted(module.register().join(key("k"), says("one", "linux", "x64")));
        module.register().meet(key("k"), says("one", "linux", "production"));
        assertEquals(
                List.of("linux", "one"), module.fleet().agent(id).orElseThrow().labels());
    }

    @Test
    void unknown_keys_and_taken_names_are_rejected() {
        module.register().join(key("k"), says("one"));
        assertEquals("unknown-key", code(module.register().meet(key("other"), says("two"))));
        assertEquals("name-taken", code(module.register().join(key("other"), says("one"))));
    }

    @Test
    void a_removed_agent_stays_out_and_its_name_is_free() {
        var id = admitted(module.register().join(key("k"), says("one")));
        module.fleet().remove(id);
        assertEquals("removed", code(module.register().meet(key("k"), says("one"))));
        assertEquals(List.of(), module.fleet().agents());
        admitted(module.register().join(key("other"), says("one")));
        assertEquals("removed", code(newModule().register().meet(key("k"), says("one"))));
        assertThrows(UserError.class, () -> module.fleet().remove(id));
        assertThrows(UserError.class, () -> module.fleet().drain(id, true));
    }

    @Test
    void an_agent_gets_work_while_it_is_there_healthy_and_not_draining() {
        var register = module.register();
        var id = admitted(register.join(key("k"), says("one")));
        assertEquals(Optional.of("not connected"), register.unavailable(id));
        register.present(id);
        assertEquals(Optional.empty(), register.unavailable(id));
        register.report(id, health(10 << 20, "clock\njumps"));
        assertEquals(Optional.of("only 10 MiB of disk are free, it needs 256, clock jumps"), register.unavailable(id));
        register.report(id, health(PLENTY));
        assertEquals(Optional.empty(), register.unavailable(id));
        module.fleet().drain(id, true);
        assertEquals(Optional.of("draining"), register.unavailable(id));
        module.fleet().drain(id, false);
        register.away(id, "its connection broke");
        assertEquals(Optional.of("its connection broke"), register.unavailable(id));
    }

    @Test
    void an_ephemeral_agent_has_one_executor_and_stays_ephemeral() {
        var id = admitted(module.register().join(key("k"), once("one")));
        admitted(module.register().meet(key("k"), says("one")));
        var facts = newModule().fleet().agent(id).orElseThrow();
        assertTrue(facts.ephemeral());
        assertEquals(1, facts.executors());
    }

    @Test
    void an_ephemeral_agent_vanishes_when_it_was_not_seen_for_long_also_by_a_controller_that_just_began() {
        var now = new AtomicReference<>(Instant.parse("2026-11-27T10:00:00Z"));
        var fleet = FleetModule.create(db.database(), db.ids(), now::get);
        var register = fleet.register();
        var id = admitted(register.join(key("k"), once("one")));
        register.present(admitted(register.join(key("other"), once("there"))));
        admitted(register.join(key("usual"), says("usual")));
        var joined = now.get();
        now.set(joined.plusSeconds(100));
        assertEquals(List.of(), register.vanished(joined));
        assertEquals(List.of(id), register.vanished(joined.plusSeconds(1)));
        assertEquals(
                List.of(),
                FleetModule.create(db.database(), db.ids(), now::get).register().vanished(joined.plusSeconds(1)));
        assertTrue(register.drop(id).isPresent());
        assertEquals("unknown-key", code(register.meet(key("k"), once("one"))));
        assertTrue(register.drop(id).isEmpty());
    }

    private static HealthReport health(long disk, String... said) {
        return new HealthReport(disk, PLENTY, Instant.now(), List.of(said));
    }

    @Test
    void an_agent_without_memory_or_with_another_time_gets_no_work_and_people_are_told_why() {
        var now = Instant.parse("2026-11-27T10:00:00Z");
        assertEquals(
                List.of("only 3 MiB of memory are free, it needs 64"),
                HealthRules.reasons(new HealthReport(PLENTY, 3 << 20, now.plusSeconds(59), List.of()), now));
        assertEquals(
                List.of("its clock is more than a minute behind the controller's: set both by a time server"),
                HealthRules.reasons(new HealthReport(PLENTY, PLENTY, now.minusSeconds(61), List.of()), now));
        assertEquals(
                List.of("its clock is more than a minute ahead of the controller's: set both by a time server"),
                HealthRules.reasons(new HealthReport(PLENTY, PLENTY, now.plusSeconds(61), List.of()), now));
    }

    @Test
    void listeners_hear_of_changes_and_not_of_every_heartbeat() {
        var register = module.register();
        var id = admitted(register.join(key("k"), says("one")));
        var heard = new ArrayList<AgentId>();
        register.follow(heard::add);
        register.present(id);
        register.report(id, health(PLENTY));
        register.report(id, health(PLENTY));
        assertEquals(1, heard.size());
        register.report(id, health(PLENTY, "broken"));
        assertEquals(2, heard.size());
    }
}
