package dev.millrace.controller.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.LockNeed.Labelled;
import dev.millrace.controller.queue.LockNeed.Named;
import dev.millrace.controller.queue.LockNeed.Target;
import dev.millrace.controller.queue.Locks.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who gets which locks when. Owner 1 asked a second after the epoch, owner 2 two seconds after it. */
class LocksTest {
    private final Locks locks = new Locks(Duration.ofMinutes(30));

    private static LockOwner owner(long id) {
        return new LockOwner.OfStep(new RunId(id), 1);
    }

    private static LockRequest request(long id, int priority, LockNeed need) {
        return new LockRequest(
                owner(id), new OrganizationId(1), "run " + id, need, priority, Instant.EPOCH.plusSeconds(id));
    }

    private String ask(long id, Target... targets) {
        return ask(request(id, 0, new LockNeed(List.of(targets), false, false)));
    }

    private String ask(LockRequest request) {
        return switch (locks.ask(request)) {
            case Verdict.Granted(var held) -> String.join(" ", held);
            case Verdict.Waiting() -> "waits";
            case Verdict.Skipped(var why) -> "skips: " + why;
        };
    }

    private List<Long> release(long id) {
        return ids(locks.release(owner(id)));
    }

    private static List<Long> ids(List<LockOwner> owners) {
        var ids = new ArrayList<Long>();
        for (var owner : owners) {
            switch (owner) {
                case LockOwner.OfStep(var run, var _) -> ids.add(run.value());
                case LockOwner.OfJob(var job) -> ids.add(job.value());
            }
        }
        return ids;
    }

    private static Named named(String name) {
        return new Named(name);
    }

    private void declare(Map<String, Set<String>> declared) {
        locks.declare(new OrganizationId(1), declared);
    }

    @Test
    void a_free_lock_is_given_at_once_and_then_in_the_order_of_asking() {
        assertEquals("db", ask(2, named("db")));
        assertEquals("waits", ask(4, named("db")));
        assertEquals("waits", ask(3, named("db")));
        assertEquals(List.of(3L), release(2));
        assertEquals(List.of("db"), locks.held(owner(3)));
        assertEquals(List.of(4L), release(3));
        assertEquals(List.of(), release(4));
    }

    @Test
    void asking_again_changes_nothing() {
        ask(1, named("db"));
        ask(2, named("db"));
        assertEquals("db", ask(1, named("other")));
        assertEquals("waits", ask(2, named("other")));
        assertEquals(List.of(), release(9));
    }

    @Test
    void several_are_given_all_at_once_or_not_at_all() {
        ask(1, named("a"));
        assertEquals("waits", ask(2, named("a"), named("b")));
        assertEquals("waits", ask(3, named("b")));
        assertEquals(List.of(2L), release(1));
        assertEquals(List.of("a", "b"), locks.held(owner(2)));
        assertEquals(List.of(3L), release(2));
    }

    @Test
    void those_who_ask_for_the_same_two_the_other_way_round_do_not_wait_for_each_other() {
        ask(1, named("a"));
        assertEquals("waits", ask(2, named("b"), named("a")));
        assertEquals("waits", ask(3, named("a"), named("b")));
        assertEquals(List.of(2L), release(1));
        assertEquals(List.of(3L), release(2));
    }

    @Test
    void who_gives_up_lets_those_behind_go_on() {
        ask(1, named("a"));
        ask(2, named("a"), named("b"));
        ask(3, named("b"));
        assertEquals(List.of(3L), release(2));
    }

    @Test
    void a_priority_is_a_head_start_of_a_stated_time_and_not_for_ever() {
        ask(1, named("a"));
        ask(request(2, 0, new LockNeed(List.of(named("a")), false, false)));
        ask(request(3, 1, new LockNeed(List.of(named("a")), false, false)));
        ask(request(1_900, 1, new LockNeed(List.of(named("a")), false, false)));
        assertEquals(List.of(3L), release(1));
        assertEquals(List.of(2L), release(3));
        assertEquals(List.of(1_900L), release(2));
    }

    @Test
    void inverse_precedence_gives_it_to_the_newest() {
        ask(1, named("a"));
        ask(2, named("a"));
        ask(request(3, 0, new LockNeed(List.of(named("a")), true, false)));
        ask(request(4, 0, new LockNeed(List.of(named("a")), true, false)));
        assertEquals(List.of(4L), release(1));
        assertEquals(List.of(3L), release(4));
        assertEquals(List.of(2L), release(3));
    }

    @Test
    void who_does_not_want_to_wait_is_told_why_and_leaves_nothing_behind() {
        ask(1, named("a"));
        var skip = new LockNeed(List.of(named("a"), named("b")), false, true);
        assertEquals("skips: It waits for lock 'a', 'b': 'a' is held by run 1", ask(request(2, 9, skip)));
        assertEquals("b", ask(3, named("b")));
        release(1);
        release(3);
        assertEquals("a b", ask(request(4, 0, skip)));
    }

    @Test
    void so_many_of_a_label_are_given() {
        declare(Map.of("p1", Set.of("printer"), "p2", Set.of("printer"), "p3", Set.of("printer")));
        ask(1, new Labelled("printer", 2));
        assertEquals("waits", ask(2, new Labelled("printer", 2)));
        assertEquals("waits", ask(3, new Labelled("printer", 1)));
        assertEquals(List.of(2L, 3L), release(1));
        assertEquals("waits", ask(4, new Labelled("printer", 0)));
        release(2);
        assertEquals(List.of(4L), release(3));
        assertEquals(List.of("p1", "p2", "p3"), locks.held(owner(4)));
    }

    @Test
    void overlapping_targets_are_matched_wherever_they_can_be() {
        declare(Map.of("p1", Set.of("printer", "fast"), "p2", Set.of("printer")));
        assertEquals("p1 p2", ask(1, new Labelled("printer", 1), new Labelled("fast", 1)));
        release(1);
        assertEquals("p1 p2", ask(2, new Labelled("printer", 1), named("p1")));
    }

    @Test
    void who_waits_for_a_name_is_not_overtaken_by_its_label() {
        declare(Map.of("p1", Set.of("printer")));
        ask(1, named("p1"));
        ask(2, named("p1"));
        ask(3, new Labelled("printer", 1));
        assertEquals(List.of(2L), release(1));
        assertEquals(List.of(3L), release(2));
    }

    @Test
    void what_cannot_be_had_waits_without_holding_up_others_and_is_given_when_it_is_declared() {
        declare(Map.of("p1", Set.of("printer")));
        assertEquals("waits", ask(1, new Labelled("printer", 2)));
        assertEquals(
                Optional.of("It asks for 2 locks of 'printer', of which there is 1: declare more, or ask for fewer"),
                locks.why(owner(1)));
        assertEquals("waits", ask(2, new Labelled("scanner", 1)));
        assertEquals(
                Optional.of("No lock has the label 'scanner': declare one, or change the label"), locks.why(owner(2)));
        assertEquals("p1", ask(3, new Labelled("printer", 1)));
        release(3);
        var given = locks.declare(
                new OrganizationId(1),
                Map.of("p1", Set.of("printer"), "p2", Set.of("printer"), "s", Set.of("scanner")));
        assertEquals(List.of(1L, 2L), ids(given));
    }

    @Test
    void what_is_held_stays_held_when_locks_are_declared_anew() {
        declare(Map.of("p1", Set.of("printer")));
        ask(1, new Labelled("printer", 1));
        ask(2, named("free"));
        declare(Map.of("p2", Set.of("printer")));
        assertEquals("waits", ask(3, named("p1")));
        assertEquals("waits", ask(4, named("free")));
        assertEquals("p2", ask(5, new Labelled("printer", 1)));
        assertEquals(List.of(3L), release(1));
        assertEquals(List.of(4L), release(2));
    }

    @Test
    void two_organizations_never_share_a_lock() {
        ask(1, named("db"));
        var other = new LockRequest(
                owner(2),
                new OrganizationId(2),
                "run 2",
                new LockNeed(List.of(named("db")), false, false),
                0,
                Instant.EPOCH);
        assertEquals("db", ask(other));
    }

    @Test
    void it_says_who_holds_what_and_how_many_are_ahead() {
        ask(1, named("a"));
        ask(2, named("b"));
        ask(3, named("a"), named("b"));
        ask(4, named("b"));
        assertEquals(Optional.of("It waits for lock 'b': 'b' is held by run 2; 1 asks before it"), locks.why(owner(4)));
        assertEquals(Optional.empty(), locks.why(owner(1)));
    }

    @Test
    void of_a_group_it_says_who_has_the_turn() {
        ask(1, named("concurrency:deploy"));
        ask(2, named("concurrency:deploy"));
        ask(3, named("concurrency:deploy"));
        assertEquals(
                Optional.of("Its concurrency group 'deploy' runs one at a time: run 1 has the turn; 1 asks before it"),
                locks.why(owner(3)));
    }
}
