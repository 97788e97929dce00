package dev.millrace.controller.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import dev.millrace.controller.queue.LockNeed.Labelled;
import dev.millrace.controller.queue.LockNeed.Named;
import dev.millrace.controller.queue.LockNeed.Target;
import dev.millrace.controller.queue.Locks.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever is asked for, given back and given up: nothing is held twice, and nobody waits for ever. */
class LocksPropertyTest {
    private static final Map<String, Set<String>> DECLARED =
            Map.of("p1", Set.of("p", "x"), "p2", Set.of("p"), "p3", Set.of("p", "x", "y"), "q", Set.of("y"));
    private static final List<Target> TARGETS = List.of(
            new Named("p1"),
            new Named("q"),
            new Named("free"),
            new Named("other"),
            new Labelled("p", 1),
            new Labelled("p", 2),
            new Labelled("p", 0),
            new Labelled("x", 1),
            new Labelled("y", 1),
            new Labelled("x", 3));

    @Test
    void nothing_is_held_twice_and_all_that_can_be_had_is_had_in_the_end() {
        for (int seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            var locks = new Locks(Duration.ofSeconds(5));
            locks.declare(new OrganizationId(1), DECLARED);
            var waiting = new LinkedHashSet<LockOwner>();
            var holding = new LinkedHashSet<LockOwner>();
            for (int step = 1; step <= 120; step++) {
                if (random.nextInt(3) > 0) {
                    ask(random, step, locks, waiting, holding);
                } else {
                    var all = new ArrayList<>(random.nextBoolean() ? holding : waiting);
                    if (!all.isEmpty()) {
                        give(locks, all.get(random.nextInt(all.size())), waiting, holding);
                    }
                }
                check(locks, waiting, holding, "seed %d step %d".formatted(seed, step));
            }
            while (!holding.isEmpty()) {
                give(locks, holding.getFirst(), waiting, holding);
            }
            for (var owner : waiting) {
                var why = locks.why(owner).orElseThrow();
                assertTrue(why.contains("declare"), "seed " + seed + ", all is free: " + why);
            }
        }
    }

    private static void ask(Random random, int step, Locks locks, Set<LockOwner> waiting, Set<LockOwner> holding) {
        var targets = new HashSet<Target>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            targets.add(TARGETS.get(random.nextInt(TARGETS.size())));
        }
        var owner = new LockOwner.OfStep(new RunId(step), 1);
        var need = new LockNeed(List.copyOf(targets), random.nextInt(8) == 0, random.nextInt(8) == 0);
        var verdict = locks.ask(new LockRequest(
                owner, new OrganizationId(1), "run " + step, need, random.nextInt(3), Instant.EPOCH.plusSeconds(step)));
        switch (verdict) {
            case Verdict.Granted _ -> holding.add(owner);
            case Verdict.Waiting() -> waiting.add(owner);
            case Verdict.Skipped _ -> assertTrue(need.skip());
        }
    }

    private static void give(Locks locks, LockOwner owner, Set<LockOwner> waiting, Set<LockOwner> holding) {
        waiting.remove(owner);
        holding.remove(owner);
        for (var next : locks.release(owner)) {
            assertTrue(waiting.remove(next), "It did not wait: " + next);
            holding.add(next);
        }
    }

    private static void check(Locks locks, Set<LockOwner> waiting, Set<LockOwner> holding, String at) {
        var held = new HashMap<String, LockOwner>();
        for (var owner : holding) {
            assertTrue(!locks.held(owner).isEmpty(), at);
            for (var lock : locks.held(owner)) {
                assertEquals(null, held.put(lock, owner), () -> at + ": held twice: " + lock);
            }
        }
        for (var owner : waiting) {
            assertEquals(List.of(), locks.held(owner), at);
            assertTrue(locks.why(owner).isPresent(), at);
        }
    }
}
