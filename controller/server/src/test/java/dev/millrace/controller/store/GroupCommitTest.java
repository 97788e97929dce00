package dev.millrace.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.millrace.controller.store.NumberedRows.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static TestDatabase db;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
        NumberedRows.createTable(db);
    }

    @AfterAll
    static void close() {
        db.close();
    }

    private static CompletableFuture<Void> submit(Row... rows) {
        return db.groupCommit()
                .submit(java.util.Arrays.stream(rows)
                        .<Write<?>>map(NumberedRows::write)
                        .toList());
    }

    private static void settle(CompletableFuture<?> unit) throws Exception {
        unit.handle((done, failed) -> 0).get(60, TimeUnit.SECONDS);
    }

    @Test
    void a_unit_is_there_when_its_future_completes() throws Exception {
        submit(new Row(1, 1), new Row(1, 2)).get(10, TimeUnit.SECONDS);
        assertEquals(List.of(1, 2), NumberedRows.of(db, 1));
    }

    @Test
    void an_empty_unit_completes() throws Exception {
        submit().get(10, TimeUnit.SECONDS);
    }

    @Test
    void rows_of_higher_rank_find_those_of_lower_rank_in_the_same_unit() throws Exception {
        db.groupCommit()
                .submit(List.of(NumberedRows.update(2, 1, "later"), NumberedRows.write(new Row(2, 1))))
                .get(10, TimeUnit.SECONDS);
        assertEquals("later", NumberedRows.note(db, 2, 1));
    }

    @Test
    void refused_units_fail_alone_and_whole_whatever_the_reason() throws Exception {
        var units = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 100; i++) {
            units.add(
                    switch (i) {
                        case 10 -> submit(new Row(3, 1_000), Row.constraintBroken(3, i));
                        case 11, 77 -> submit(Row.unbindable(3, i));
                        case 99 -> submit(Row.notEncodable(3, i), new Row(3, 1_001));
                        default -> submit(new Row(3, i));
                    });
        }
        for (int i = 0; i < 100; i++) {
            settle(units.get(i));
            if (List.of(10, 11, 77, 99).contains(i)) {
                assertInstanceOf(WriteRefused.class, units.get(i).exceptionNow());
            } else {
                assertNull(units.get(i).resultNow());
            }
        }
        assertEquals(96, NumberedRows.of(db, 3).size());
        assertEquals(96, NumberedRows.of(db, 3).stream().filter(n -> n < 100).count());
    }

    @Test
    void what_is_attached_to_a_unit_may_submit_the_next_one() throws Exception {
        submit(new Row(4, 1)).thenCompose(done -> submit(new Row(4, 2))).get(10, TimeUnit.SECONDS);
        assertEquals(List.of(1, 2), NumberedRows.of(db, 4));
    }

    @Test
    void units_wait_while_the_database_is_away_and_are_written_when_it_is_back() throws Exception {
        try (var own = TestDatabase.fresh()) {
            NumberedRows.createTable(own);
            own.refuseConnections(true);
            var units = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 50; i++) {
                units.add(own.groupCommit().submit(List.of(NumberedRows.write(new Row(1, i)))));
            }
            Await.until("the writer has noticed", () -> own.connections() == 0);
            assertFalse(units.stream().anyMatch(CompletableFuture::isDone));
            own.refuseConnections(false);
            CompletableFuture.allOf(units.toArray(CompletableFuture<?>[]::new)).get(20, TimeUnit.SECONDS);
            assertEquals(50, NumberedRows.of(own, 1).size());
        }
    }

    /** The contract as a whole: from many threads, with refused units in between, while the server cuts connections. */
    @Test
    void accepted_units_are_there_once_and_in_order_whatever_happens() throws Exception {
        var base = (int) db.ids().next();
        try (var threads = Executors.newFixedThreadPool(9)) {
            var submitters = new ArrayList<Future<List<Integer>>>();
            for (int t = 0; t < 8; t++) {
                var series = base + t;
                submitters.add(threads.submit(() -> submitMany(series)));
            }
            var cutter = threads.submit(() -> cutUntil(submitters));
            for (int t = 0; t < 8; t++) {
                assertEquals(submitters.get(t).get(), NumberedRows.of(db, base + t), "series " + t);
            }
            cutter.get();
        }
    }

    /** Submits units with rising numbers, refused ones among them; answers the numbers that were promised. */
    private static List<Integer> submitMany(int series) throws Exception {
        var random = new Random(series);
        var units = new ArrayList<CompletableFuture<Void>>();
        var numbers = new ArrayList<List<Integer>>();
        for (int n = 0; n < 250; ) {
            var rows = new ArrayList<Write<?>>();
            var own = new ArrayList<Integer>();
            for (int size = 1 + random.nextInt(4); size > 0; size--) {
                own.add(n);
                rows.add(NumberedRows.write(new Row(series, n++)));
            }
            if (random.nextInt(20) == 0) {
                rows.add(NumberedRows.write(Row.constraintBroken(series, n++)));
            }
            units.add(db.groupCommit().submit(rows));
            numbers.add(own);
            if (random.nextInt(50) == 0) {
                settle(units.getLast());
            }
        }
        var promised = new ArrayList<Integer>();
        for (int i = 0; i < units.size(); i++) {
            settle(units.get(i));
            if (!units.get(i).isCompletedExceptionally()) {
                promised.addAll(numbers.get(i));
            }
        }
        return promised;
    }

    private static int cutUntil(List<Future<List<Integer>>> all) throws SQLException {
        var random = new Random(7);
        var cuts = 0;
        while (!all.stream().allMatch(Future::isDone)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(100)));
            db.cutConnections();
            cuts++;
        }
        return cuts;
    }
}
