package dev.millrace.controller.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlotTest {
    private record Rank(int urgency, double share, double served) {
        static final Comparator<Rank> ORDER = Comparator.comparingInt((Rank rank) -> -rank.urgency)
                .thenComparingDouble(Rank::share)
                .thenComparingDouble(Rank::served);

        long key() {
            return Slot.key(urgency, share);
        }

        long next() {
            return Slot.next(share, served);
        }
    }

    @Test
    void what_a_heap_is_told_beforehand_never_contradicts_the_rank() {
        var random = new Random(11);
        var ranks = new ArrayList<Rank>();
        for (int urgency : new int[] {-5, 0, 1, 1_000_000}) {
            for (int i = 0; i < 100; i++) {
                double share = random.nextInt(10) / 3.0;
                ranks.add(new Rank(urgency, share, random.nextDouble() * 1e6));
                // what only the lower half tells
                ranks.add(new Rank(urgency, Math.nextUp(share), random.nextDouble()));
            }
        }
        for (var one : ranks) {
            for (var other : ranks) {
                int told = Long.compare(one.key(), other.key());
                if (told == 0) {
                    told = Long.compare(one.next(), other.next());
                }
                int order = Rank.ORDER.compare(one, other);
                assertTrue(told == 0 || Integer.signum(order) == Integer.signum(told), one + " and " + other);
            }
        }
    }

    @Test
    void the_most_urgent_is_first_whatever_it_has() {
        assertTrue(Slot.key(Integer.MAX_VALUE, 1e300) < Slot.key(0, 0));
        assertTrue(Slot.key(0, 1e300) < Slot.key(Integer.MIN_VALUE, 0));
        assertEquals(Slot.key(Integer.MIN_VALUE, 0), Slot.key(-Integer.MAX_VALUE, 0));
    }
}
