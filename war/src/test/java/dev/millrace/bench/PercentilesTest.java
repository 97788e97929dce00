package dev.millrace.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void of_a_hundred_times_ninety_nine_do_not_exceed_the_99th_percentile() throws IOException {
        var times = DoubleStream.iterate(100, time -> time >= 1, time -> time - 1)
                .boxed()
                .toList();

        assertEquals(new Percentiles(50, 99, 100), Percentiles.of(times));
    }

    @Test
    void of_one_time_all_are_that_time() throws IOException {
        assertEquals(new Percentiles(7, 7, 7), Percentiles.of(List.of(7.0)));
    }

    @Test
    void nothing_has_no_percentiles() {
        assertThrows(IOException.class, () -> Percentiles.of(List.of()));
    }
}
