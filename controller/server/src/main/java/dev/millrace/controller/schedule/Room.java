package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.Resources;
import java.util.OptionalLong;

/**
 * What an agent has for its jobs, and what they leave of it.
 *
 * @param cpuMillis thousandths of a core; empty: not known, every job fits
 * @param freeCpuMillis what its jobs did not ask for
 * @param memoryBytes empty: not known, every job fits
 * @param freeMemoryBytes what its jobs did not ask for
 */
public record Room(
        OptionalLong cpuMillis, OptionalLong freeCpuMillis, OptionalLong memoryBytes, OptionalLong freeMemoryBytes) {
    static Room of(Seat seat) {
        return new Room(
                stated(seat.capacity.get(1), 0),
                stated(seat.capacity.get(1), seat.used.get(1)),
                stated(seat.capacity.get(2), 0),
                stated(seat.capacity.get(2), seat.used.get(2)));
    }

    private static OptionalLong stated(long amount, long used) {
        return amount == Resources.UNSTATED ? OptionalLong.empty() : OptionalLong.of(Math.max(0, amount - used));
    }
}
