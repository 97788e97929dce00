package dev.millrace.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private static TestDatabase db;

    @BeforeAll
    static void open() {
        db = TestDatabase.fresh();
    }

    @AfterAll
    static void close() {
        db.close();
    }

    @Test
    void a_unit_is_there_when_its_future_completes() throws Exception {
        db.groupCommit().submit(List.of(JournalRows.write(7, 1))).get(10, TimeUnit.SECONDS);
        assertEquals(1, JournalRows.count(db, 7));
    }

    @Test
    @Tag("deep")
    void figures() throws Exception {
        for (int round = 0; round < 4; round++) {
            var start = System.nanoTime();
            var all = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 100_000; i++) {
                all.add(db.groupCommit().submit(List.of(JournalRows.write(1000 + round, i))));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).get();
            System.err.println("rows/s " + 100_000 * 1e9 / (System.nanoTime() - start));
        }
        var times = new long[2000];
        for (int i = 0; i < times.length; i++) {
            var start = System.nanoTime();
            db.groupCommit().submit(List.of(JournalRows.write(8, i))).get();
            times[i] = System.nanoTime() - start;
        }
        java.util.Arrays.sort(times);
        System.err.println("single p50 us " + times[1000] / 1000 + " p99 " + times[1980] / 1000);
    }
}
