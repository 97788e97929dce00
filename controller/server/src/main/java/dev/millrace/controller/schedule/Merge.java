package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.QueuedJob;
import dev.millrace.controller.queue.WaitingLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** The first jobs of several sorted lines, without looking at the rest. */
final class Merge {
    private Merge() {}

    static List<QueuedJob> first(Collection<WaitingLine> lines, int limit) {
        var heads = new PriorityQueue<Head>(Comparator.comparing(Head::job));
        for (var line : lines) {
            advance(line.iterator(), heads);
        }
        var jobs = new ArrayList<QueuedJob>();
        while (jobs.size() < limit && !heads.isEmpty()) {
            var head = heads.poll();
            jobs.add(head.job());
            advance(head.rest(), heads);
        }
        return jobs;
    }

    private static void advance(Iterator<QueuedJob> rest, PriorityQueue<Head> heads) {
        if (rest.hasNext()) {
            heads.add(new Head(rest.next(), rest));
        }
    }

    private record Head(QueuedJob job, Iterator<QueuedJob> rest) {}
}
