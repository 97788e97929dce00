package dev.millrace.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnershipTest {
    @Test
    void a_controller_whose_database_was_taken_over_writes_nothing_more_and_says_so() throws Exception {
        try (var db = TestDatabase.fresh()) {
            db.groupCommit().submit(List.of(JournalRows.write(1, 1))).get(10, TimeUnit.SECONDS);
            try (var successor = db.successor()) {
                assertTrue(successor.database().epoch() > db.database().epoch());
                var late = db.groupCommit().submit(List.of(JournalRows.write(1, 2)));
                var failed = assertThrows(ExecutionException.class, () -> late.get(10, TimeUnit.SECONDS));
                assertInstanceOf(OwnershipLost.class, failed.getCause());
                assertInstanceOf(
                        OwnershipLost.class,
                        db.groupCommit()
                                .submit(List.of(JournalRows.write(1, 3)))
                                .exceptionNow());
                assertThrows(OwnershipLost.class, () -> db.database().write(connection -> 0));
                assertInstanceOf(OwnershipLost.class, db.store().ownershipLost().get(10, TimeUnit.SECONDS));
                successor.groupCommit().submit(List.of(JournalRows.write(1, 4))).get(10, TimeUnit.SECONDS);
            }
            assertEquals(2, JournalRows.count(db, 1));
        }
    }

    @Test
    void taking_over_waits_for_a_write_that_is_under_way() throws Exception {
        try (var db = TestDatabase.fresh();
                var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            var taken = db.database().write(connection -> {
                var successor = threads.submit(db::successor);
                assertThrows(
                        java.util.concurrent.TimeoutException.class, () -> successor.get(300, TimeUnit.MILLISECONDS));
                return successor;
            });
            taken.get(10, TimeUnit.SECONDS).close();
        }
    }

    @Test
    void ids_are_unique_across_threads_and_controllers_and_grow() throws Exception {
        try (var db = TestDatabase.fresh();
                var successor = db.successor()) {
            var last = 0L;
            for (int i = 0; i < 2_500; i++) {
                var id = successor.ids().next();
                assertTrue(id > last && id >= 1_000, () -> "grows: " + id);
                last = id;
            }
            try (var third = db.successor()) {
                assertTrue(third.ids().next() > last);
            }
        }
    }
}
