package dev.millrace.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What processes wrote about themselves into a file that no part of Millrace knows, and what it says beside what Millrace tells of the same runs. Its lines
 * are {@code JOB ATTEMPT start}, {@code JOB ATTEMPT end} and {@code JOB ATTEMPT overlap}, where ATTEMPT is a word that each process makes up. Pure.
 */
final class ChaosLedger {
    /** Numbers that each process counts in its log. */
    static final int LINES = 20;

    private final Map<String, Set<String>> started = new HashMap<>();
    private final Map<String, Set<String>> ended = new HashMap<>();
    private final Set<String> overlapping = new LinkedHashSet<>();

    /**
     * One run, as Millrace tells of it.
     *
     * @param job which trigger it is of
     * @param result how it ended; empty where it has not
     * @param leases how many its job has had
     * @param log its text
     */
    record Told(String job, String result, int leases, String log) {}

    /** Reads the file's lines. */
    ChaosLedger(List<String> lines) {
        for (var line : lines) {
            var words = line.split(" ", -1);
            if (words.length != 3) {
                throw new IllegalArgumentException("Not a line of a ledger: " + line);
            }
            switch (words[2]) {
                case "start" ->
                    started.computeIfAbsent(words[0], _ -> new LinkedHashSet<>())
                            .add(words[1]);
                case "end" ->
                    ended.computeIfAbsent(words[0], _ -> new LinkedHashSet<>()).add(words[1]);
                case "overlap" -> overlapping.add(words[0]);
                default -> throw new IllegalArgumentException("Not a line of a ledger: " + line);
            }
        }
    }

    /** The script of a job's process. It holds a lock of the kernel's as long as it lives: nobody else of the job may have it at that time. */
    static String script(String job, String ledger, String lock) {
        return """
                #!/bin/sh
                me=$$-$(cat /proc/sys/kernel/random/uuid)
                exec 9>> '%2$s'
                flock -n 9 || echo "%1$s $me overlap" >> '%3$s'
                echo "%1$s $me start" >> '%3$s'
                for i in $(seq %4$d); do echo "line $me $i"; sleep 0.02; done
                echo "%1$s $me end" >> '%3$s'
                """.formatted(job, lock, ledger, LINES);
    }

    /** Processes that were started. */
    int processes() {
        return started.values().stream().mapToInt(Set::size).sum();
    }

    /** Triggers that were acknowledged and have no run. */
    static long missing(Set<String> acknowledged, Collection<String> runs) {
        var known = new HashSet<>(runs);
        return acknowledged.stream().filter(job -> !known.contains(job)).count();
    }

    /** Jobs with more than one run, whether anybody was told of it or not. */
    static long twice(Collection<String> runs) {
        var once = new HashSet<String>();
        return runs.stream().filter(job -> !once.add(job)).distinct().count();
    }

    /** Entries of journals that are not what they were when somebody looked, or are gone. */
    static long changed(Map<String, String> seen, Map<String, String> now) {
        return seen.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(now.get(entry.getKey())))
                .count();
    }

    /** Everything that is wrong with a run, in words; empty where nothing is. */
    List<String> faults(Told run) {
        var faults = new ArrayList<String>();
        var starts = started.getOrDefault(run.job(), Set.of());
        var ends = ended.getOrDefault(run.job(), Set.of());
        if (!run.result().equals("SUCCESS")) {
            faults.add("it ended as '%s'".formatted(run.result()));
        }
        if (overlapping.contains(run.job())) {
            faults.add("two of its processes lived at once");
        }
        if (starts.size() > run.leases() || starts.isEmpty()) {
            faults.add("%d processes for %d leases".formatted(starts.size(), run.leases()));
        }
        if (ends.isEmpty()) {
            faults.add("no process came to its end");
        }
        var counted = counted(run.log());
        if (!starts.containsAll(counted.keySet())) {
            faults.add("lines of a process that was not started");
        }
        List<Integer> last = List.of();
        for (var numbers : counted.values()) {
            for (int at = 0; at < numbers.size(); at++) {
                if (numbers.get(at) != at + 1) {
                    faults.add("lines lost, doubled or out of order: " + numbers);
                    break;
                }
            }
            last = numbers;
        }
        if (last.size() != LINES) {
            faults.add("the last process has %d of %d lines".formatted(last.size(), LINES));
        }
        long over = run.log().lines().filter(("over " + run.job())::equals).count();
        if (over != 1) {
            faults.add("went on behind its node %d times".formatted(over));
        }
        return faults;
    }

    /** Numbers by the process that wrote them. Lines of one that come after another's count as lines of one more, which was not started. */
    private static Map<String, List<Integer>> counted(String log) {
        var counted = new LinkedHashMap<String, List<Integer>>();
        var current = "";
        for (var line : log.lines().toList()) {
            if (line.startsWith("line ")) {
                var words = line.split(" ", -1);
                var process =
                        !words[1].equals(current) && counted.containsKey(words[1]) ? words[1] + " again" : words[1];
                current = words[1];
                counted.computeIfAbsent(process, _ -> new ArrayList<>()).add(Integer.valueOf(words[2]));
            }
        }
        return counted;
    }
}
