package dev.millrace.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DatabaseHealthTest {
    private final AtomicLong nanos = new AtomicLong();

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void a_database_that_is_away_is_named_within_a_second_and_forgotten_when_it_is_back() throws Exception {
        try (var db = TestDatabase.fresh()) {
            var health = new DatabaseHealth(db.database(), nanos::get);
            assertEquals(Optional.empty(), health.unready());
            db.refuseConnections(true);
            pass(Duration.ofSeconds(2));
            var begun = System.nanoTime();
            var why = health.unready();
            assertTrue(why.orElse("ready").contains("database"), why.toString());
            assertTrue(System.nanoTime() - begun < Duration.ofSeconds(5).toNanos(), "the answer is slow");
            db.refuseConnections(false);
            Await.until("it is ready again", () -> {
                pass(Duration.ofSeconds(2));
                return health.unready().isEmpty();
            });
        }
    }

    @Test
    void an_answer_is_good_for_a_second() throws Exception {
        try (var db = TestDatabase.fresh()) {
            var health = new DatabaseHealth(db.database(), nanos::get);
            assertEquals(Optional.empty(), health.unready());
            db.refuseConnections(true);
            try {
                pass(Duration.ofMillis(900));
                assertEquals(Optional.empty(), health.unready());
                pass(Duration.ofMillis(200));
                assertTrue(health.unready().isPresent());
            } finally {
                db.refuseConnections(false);
            }
        }
    }
}
