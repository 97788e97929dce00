package dev.millrace.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeapTest {
    private static class Ticket extends Heap.Node {
        int value;

        Ticket(int value) {
            this.value = value;
        }
    }

    /** Tells of its rank beforehand what fits. */
    private static final class Telling extends Ticket {
        Telling(int value) {
            super(value);
        }

        @Override
        long key() {
            return value / 20;
        }

        @Override
        long next() {
            return value % 20 / 3;
        }
    }

    private long comparisons;

    private final Comparator<Ticket> counting = (one, other) -> {
        comparisons++;
        return Integer.compare(one.value, other.value);
    };

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void any_changes_leave_it_in_order(boolean telling) {
        var random = new Random(7);
        for (int round = 0; round < 200; round++) {
            var heap = new Heap<>(counting);
            var in = new ArrayList<Ticket>();
            for (int step = 0; step < 100; step++) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        if (!in.isEmpty()) {
                            heap.remove(in.remove(random.nextInt(in.size())));
                        }
                    }
                    case 1 -> {
                        if (!in.isEmpty()) {
                            var moved = in.get(random.nextInt(in.size()));
                            moved.value = random.nextInt(50);
                            heap.put(moved);
                        }
                    }
                    default -> {
                        int value = random.nextInt(50);
                        var added = telling ? new Telling(value) : new Ticket(value);
                        in.add(added);
                        heap.put(added);
                    }
                }
                assertEquals(in.size(), heap.size());
                var sorted = in.stream().map(number -> number.value).sorted().toList();
                var listed = new ArrayList<Integer>();
                heap.inOrder().forEachRemaining(number -> listed.add(number.value));
                assertEquals(sorted, listed);
                assertTrue(in.isEmpty() || heap.first().value == sorted.getFirst());
            }
            in.forEach(number -> number.value = random.nextInt(50));
            heap.rebuild();
            assertTrue(in.isEmpty()
                    || heap.first().value
                            == in.stream()
                                    .mapToInt(number -> number.value)
                                    .min()
                                    .orElseThrow());
        }
    }

    @Test
    void what_is_not_in_is_taken_out_without_harm() {
        var heap = new Heap<>(counting);
        var one = new Ticket(1);
        heap.remove(one);
        heap.put(one);
        heap.set(one, false);
        assertTrue(heap.isEmpty() && !one.listed());
    }

    @Test
    void a_change_compares_as_often_as_the_heap_is_deep() {
        for (int size : List.of(1_000, 1_000_000)) {
            var random = new Random(size);
            var heap = new Heap<>(counting);
            var all = new ArrayList<Ticket>();
            for (int i = 0; i < size; i++) {
                var added = new Ticket(random.nextInt());
                all.add(added);
                heap.put(added);
            }
            int depth = 64 - Long.numberOfLeadingZeros(size);
            for (int i = 0; i < 1_000; i++) {
                comparisons = 0;
                var moved = all.get(random.nextInt(size));
                moved.value = random.nextInt();
                heap.put(moved);
                assertTrue(comparisons <= 2L * depth + 2, comparisons + " comparisons in a heap of " + size);
            }
        }
    }
}
