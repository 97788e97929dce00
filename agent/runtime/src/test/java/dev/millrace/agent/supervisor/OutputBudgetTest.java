package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who may write output, and who waits for the controller. */
class OutputBudgetTest {
    private static final long PIECE = OutputFiles.PIECE;

    private final OutputBudget budget = new OutputBudget(new OutputLimits(4 * PIECE, 6 * PIECE));

    /** A writer that asks for room. */
    private static final class Asking implements AutoCloseable {
        private final CountDownLatch room = new CountDownLatch(1);
        private final Thread thread;

        Asking(OutputBudget.Account account) {
            thread = Thread.ofPlatform().start(() -> {
                try {
                    account.awaitRoom();
                    room.countDown();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }

        boolean waits() {
            while (room.getCount() > 0 && thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            return room.getCount() > 0;
        }

        void getsRoom() throws InterruptedException {
            assertTrue(room.await(10, TimeUnit.SECONDS));
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    private static void assertRoom(OutputBudget.Account account) throws InterruptedException {
        try (var asking = new Asking(account)) {
            asking.getsRoom();
        }
    }

    @Test
    void an_operation_waits_at_its_limit_until_the_controller_has_taken_some() throws Exception {
        var account = budget.open();
        account.wrote(4 * PIECE - 1);
        assertRoom(account);
        account.wrote(4 * PIECE);
        try (var asking = new Asking(account)) {
            assertTrue(asking.waits());
            account.taken(1);
            asking.getsRoom();
        }
    }

    @Test
    void past_the_total_an_operation_has_one_piece_and_then_waits_for_the_others() throws Exception {
        var greedy = budget.open();
        var other = budget.open();
        var late = budget.open();
        greedy.wrote(4 * PIECE);
        other.wrote(2 * PIECE);
        assertEquals(6 * PIECE, budget.total());
        assertRoom(late);
        late.wrote(PIECE);
        try (var asking = new Asking(late)) {
            assertTrue(asking.waits());
            greedy.taken(2 * PIECE);
            asking.getsRoom();
        }
    }

    @Test
    void an_operation_that_is_killed_waits_for_nobody() throws Exception {
        var account = budget.open();
        account.wrote(5 * PIECE);
        try (var asking = new Asking(account)) {
            assertTrue(asking.waits());
            account.lift();
            asking.getsRoom();
        }
    }

    @Test
    void a_closed_account_counts_no_more() {
        var account = budget.open();
        account.wrote(3 * PIECE);
        account.close();
        account.close();
        account.taken(PIECE);
        assertEquals(0, budget.total());
    }

    @Test
    void what_was_taken_never_comes_back_and_is_never_more_than_was_written() {
        var account = budget.open();
        account.wrote(PIECE);
        account.taken(5 * PIECE);
        assertEquals(0, budget.total());
        account.taken(0);
        assertEquals(0, budget.total());
        assertTrue(account.small());
        account.wrote(3 * PIECE);
        assertFalse(account.small());
    }

    @Test
    void limits_that_cannot_work_are_refused() {
        assertThrows(IllegalArgumentException.class, () -> new OutputLimits(PIECE, 6 * PIECE));
        assertThrows(IllegalArgumentException.class, () -> new OutputLimits(4 * PIECE, 3 * PIECE));
    }
}
