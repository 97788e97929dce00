package dev.millrace.controller.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.StartRefused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StoreModuleTest {
    @Test
    void a_database_that_cannot_be_reached_is_a_clear_refusal() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var location = new DatabaseLocation.Given("jdbc:postgresql://127.0.0.1:" + port + "/x", "u", "secret");
        var refused = assertThrows(StartRefused.class, () -> StoreModule.create(location, "test"));
        assertTrue(refused.toString().contains("refused"), refused.toString());
        assertFalse(refused.hint().isEmpty());
        assertFalse(location.toString().contains("secret"));
    }

    @Test
    void a_url_of_another_kind_is_refused_with_its_text() {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> new DatabaseLocation.Given("jdbc:mysql://h/d", "u", "p"));
        assertTrue(refused.toString().contains("jdbc:mysql://h/d"));
    }

    @Test
    void closing_writes_what_was_accepted() throws Exception {
        try (var db = TestDatabase.fresh()) {
            var store = db.successor();
            CompletableFuture<Void> last = CompletableFuture.completedFuture(null);
            for (int i = 0; i < 2_000; i++) {
                last = store.groupCommit().submit(List.of(JournalRows.write(5, i)));
            }
            store.close();
            last.get(0, TimeUnit.SECONDS);
            assertEquals(2_000, JournalRows.count(db, 5));
            assertThrows(
                    Exception.class,
                    () -> store.groupCommit()
                            .submit(List.of(JournalRows.write(5, 0)))
                            .get());
        }
    }

    @Test
    void a_cut_connection_is_not_seen_by_who_reads_or_writes_next() throws Exception {
        try (var db = TestDatabase.fresh()) {
            for (int i = 0; i < 5; i++) {
                assertEquals(0, JournalRows.count(db, 6));
                db.cutConnections();
                assertEquals(0, JournalRows.count(db, 6));
                db.cutConnections();
                assertEquals(1, (int) db.database().write(connection -> 1));
            }
        }
    }
}
