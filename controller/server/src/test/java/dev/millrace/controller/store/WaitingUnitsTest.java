package dev.millrace.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.store.WaitingUnits.Limit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WaitingUnitsTest {
    private final WaitingUnits waiting = new WaitingUnits(new Limit(10, 10_000), new Limit(4, 4_000));

    private static Unit unit(int rows) {
        return Unit.of(IntStream.range(0, rows)
                .<Write<?>>mapToObj(row -> JournalRows.write(1, row))
                .toList());
    }

    private CompletableFuture<Thread> addLater(Unit unit) {
        var added = new CompletableFuture<Thread>();
        Thread.ofVirtual().start(() -> {
            waiting.add(unit, false);
            added.complete(Thread.currentThread());
        });
        return added;
    }

    @Test
    void a_group_takes_units_in_order_as_long_as_they_fit() throws Exception {
        var units = List.of(unit(2), unit(2), unit(1));
        units.forEach(unit -> waiting.add(unit, false));
        assertEquals(units.subList(0, 2), waiting.take());
        assertEquals(units.subList(2, 3), waiting.take());
    }

    @Test
    void a_unit_larger_than_every_limit_goes_alone() throws Exception {
        var large = unit(50);
        waiting.add(large, false);
        waiting.add(unit(1), true);
        assertEquals(List.of(large), waiting.take());
    }

    @Test
    void who_comes_when_it_is_full_waits_until_something_is_settled() throws Exception {
        waiting.add(unit(9), false);
        var second = addLater(unit(2));
        var taken = waiting.take();
        assertTrue(!second.isDone(), "taken is not settled");
        waiting.settled(taken);
        second.get();
    }

    @Test
    void an_end_fails_what_comes_and_what_waits_for_room_but_not_what_is_in() throws Exception {
        var in = unit(10);
        waiting.add(in, false);
        var late = unit(1);
        var outside = addLater(late);
        var because = new IllegalStateException("over");
        waiting.end(because);
        outside.get();
        assertSame(because, late.done().exceptionNow());
        assertEquals(List.of(in), waiting.take());
        assertEquals(List.of(), waiting.take());
    }
}
