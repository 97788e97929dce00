package dev.millrace.agent.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OutputCursorTest {
    @Test
    void sends_in_pieces_and_stops_at_the_window() {
        var cursor = new OutputCursor(4, 10);
        cursor.grown(100);
        assertEquals(4, send(cursor));
        assertEquals(4, send(cursor));
        assertEquals(2, send(cursor));
        assertEquals(0, cursor.next());
        cursor.taken(3);
        assertEquals(3, send(cursor));
        assertEquals(0, cursor.next());
    }

    @Test
    void goes_on_where_the_controller_wants() {
        var cursor = new OutputCursor(100, 100);
        cursor.grown(50);
        send(cursor);
        assertTrue(cursor.atEnd());
        cursor.resume(20);
        assertEquals(30, cursor.next());
        cursor.taken(45);
        assertEquals(45, cursor.position());
        assertEquals(5, cursor.next());
    }

    @Test
    void an_older_word_changes_nothing() {
        var cursor = new OutputCursor(100, 100);
        cursor.grown(50);
        cursor.resume(40);
        cursor.taken(10);
        cursor.grown(30);
        assertEquals(10, cursor.next());
    }

    private static int send(OutputCursor cursor) {
        int bytes = cursor.next();
        cursor.sent(bytes);
        return bytes;
    }
}
