package dev.millrace.agent.supervisor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final OperationName NAME = new OperationName("7.1.3", "4.0");

    @Test
    void orders_come_back_as_they_were() throws IOException {
        var orders = List.of(
                new Order.Keep("7.1.3", Long.MAX_VALUE),
                new Order.Cancel(NAME, Duration.ofSeconds(3)),
                new Order.End("7.1.3", Duration.ZERO),
                new Order.Taken(NAME, 1L << 41),
                new Order.Leave());
        var out = new ByteArrayOutputStream();
        for (var order : orders) {
            MessageCodec.write(out, order);
        }
        var in = new ByteArrayInputStream(out.toByteArray());
        for (var order : orders) {
            assertEquals(order, MessageCodec.readOrder(in).orElseThrow());
        }
        assertTrue(MessageCodec.readOrder(in).isEmpty());
    }

    @Test
    void a_start_order_keeps_all_of_its_parts_and_shows_none_of_its_secrets() throws IOException {
        var start = new Order.Start(
                NAME,
                Path.of("/spool/x"),
                List.of("sh", "-c", "é\n"),
                Path.of("/work"),
                Map.of("A", "b c", "EMPTY", ""),
                true,
                99,
                List.of(new HiddenText(new byte[] {1, -1}, "p")),
                new Enclosure(
                        List.of(
                                new Entrance(Path.of("/a"), Path.of("/run/millrace/a"), true),
                                new Entrance(Path.of("/b"), Path.of("/run/millrace/b"), false)),
                        List.of(new byte[] {7}),
                        List.of(Path.of("/group")),
                        new Birth(
                                OptionalInt.of(5), List.of(Path.of("/group")), List.of(Path.of("/cpu")), 1L << 40, 16),
                        new DiskLimit(1L << 41, List.of(Path.of("/work")))));
        var out = new ByteArrayOutputStream();
        MessageCodec.write(out, start);
        var read = (Order.Start) MessageCodec.readOrder(new ByteArrayInputStream(out.toByteArray()))
                .orElseThrow();
        assertEquals(start.command(), read.command());
        assertEquals(start.environment(), read.environment());
        assertEquals(start.workDirectory(), read.workDirectory());
        assertEquals(99, read.captureLimit());
        assertArrayEquals(new byte[] {1, -1}, read.hidden().getFirst().value());
        assertEquals("Start[7.1.3/4.0]", read.toString());
        assertEquals(start.enclosure().entrances(), read.enclosure().entrances());
        assertArrayEquals(new byte[] {7}, read.enclosure().given().getFirst());
        assertEquals(start.enclosure().groups(), read.enclosure().groups());
        assertEquals(start.enclosure().birth(), read.enclosure().birth());
        assertEquals(start.enclosure().disk(), read.enclosure().disk());
    }

    @Test
    void reports_come_back_as_they_were() throws IOException {
        var reports = List.of(
                new Report.Attached(12, List.of(NAME), List.of(new Report.KeptLease("7.1.3", -5, true))),
                new Report.Grown(NAME, 1L << 40),
                new Report.Ended(NAME, new ExitRecord(ExitRecord.Reason.SIGNAL, 9, "why", 1, 2, 3, 4)),
                new Report.Gone("7.1.3", true));
        var out = new ByteArrayOutputStream();
        for (var report : reports) {
            MessageCodec.write(out, report);
        }
        var in = new ByteArrayInputStream(out.toByteArray());
        for (var report : reports) {
            assertEquals(report, MessageCodec.readReport(in).orElseThrow());
        }
    }

    @Test
    void a_length_over_the_limit_is_refused_before_it_is_read() {
        var huge = new ByteArrayInputStream(new byte[] {0x7f, -1, -1, -1});
        assertThrows(IOException.class, () -> MessageCodec.readOrder(huge));
    }
}
