package dev.millrace.bench;

import dev.millrace.controller.schedule.Policy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What came out.
 *
 * @param shares by organization, of the whole
 * @param deviation of those who want more than they can have, from what their weights say; of 1
 * @param longestWait of all who do not flood, in seconds
 * @param longestAtHead time in which anyone had a job waiting and none started, in seconds
 * @param floodWait the longest wait of the one that floods, in seconds
 * @param started jobs
 * @param flooded jobs of the one that floods that still wait
 * @param bound on a wait: overdue, and then a turn for each organization
 */
record FairResult(
        Map<String, Double> shares,
        double deviation,
        long longestWait,
        long longestAtHead,
        long floodWait,
        int started,
        int flooded,
        double bound) {
    static FairResult of(List<FairMember> members, ToDoubleFunction<FairMember> share, long seconds) {
        var shares = new LinkedHashMap<String, Double>();
        members.forEach(member -> shares.put(member.name, share.applyAsDouble(member)));
        var hungry = members.stream()
                .filter(member -> member.habit == FairHouse.Habit.BUSY || member.habit == FairHouse.Habit.FLOODS)
                .toList();
        double perWeight = hungry.stream().mapToDouble(share).sum()
                / hungry.stream().mapToInt(member -> member.weight).sum();
        double deviation = hungry.stream()
                .mapToDouble(member -> Math.abs(share.applyAsDouble(member) / member.weight / perWeight - 1))
                .max()
                .orElse(0);
        int started = members.stream().mapToInt(member -> member.started).sum();
        double turns = 2.0 * Policy.USUAL.turn() * members.size();
        return new FairResult(
                shares,
                deviation,
                members.stream()
                        .filter(member -> member.habit != FairHouse.Habit.FLOODS)
                        .mapToLong(member -> member.longestWait)
                        .max()
                        .orElse(0),
                members.stream().mapToLong(member -> member.longestAtHead).max().orElse(0),
                members.getFirst().longestWait,
                started,
                members.getFirst().waiting(),
                FairHouse.AGEING.toSeconds() + turns * seconds / started);
    }
}
