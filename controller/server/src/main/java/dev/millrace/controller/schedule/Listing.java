package dev.millrace.controller.schedule;

import dev.millrace.controller.queue.LabelExpression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/** The first jobs of the queue, without sorting the rest. Looks at every lane: for questions, not for decisions. */
final class Listing {
    private static final Comparator<Head> ORDER =
            Comparator.comparing(Head::standing, Standing.ORDER).thenComparing(head -> head.waiting.job);

    private Listing() {}

    /**
     * In the order in which they would be served if every agent could serve all, as things stand now; then those that are not in line yet.
     */
    static List<Ahead> first(Board board, Collection<Waiting> all, int limit) {
        var heads = new PriorityQueue<>(ORDER);
        for (var shape : board.shapes()) {
            for (var organization : shape.all.values()) {
                for (var project : organization.all.values()) {
                    for (var lane : project.all.values()) {
                        advance(organization, project, lane.jobs.inOrder(), heads);
                    }
                }
            }
        }
        var places = new ArrayList<Ahead>();
        var ahead = new HashMap<LabelExpression, Integer>();
        while (places.size() < limit && !heads.isEmpty()) {
            var head = heads.remove();
            int before = ahead.merge(head.waiting.job.labels(), 1, Integer::sum) - 1;
            places.add(new Ahead(head.waiting, before));
            advance(head.organization, head.project, head.rest, heads);
        }
        if (places.size() < limit) {
            all.stream()
                    .filter(waiting -> waiting.lane == null)
                    .sorted(Comparator.comparing(waiting -> waiting.job))
                    .limit(limit - places.size())
                    .forEach(waiting -> places.add(new Ahead(waiting, 0)));
        }
        return places;
    }

    private static void advance(
            OrgSlot organization, ProjectSlot project, Iterator<Waiting> rest, PriorityQueue<Head> heads) {
        if (rest.hasNext()) {
            var first = rest.next();
            var standing = Standing.now(first.job.priority(), organization.account, project.account);
            heads.add(new Head(standing, organization, project, first, rest));
        }
    }

    /** A job, and how many go before it of those with the same labels. */
    record Ahead(Waiting waiting, int ahead) {}

    private record Head(
            Standing standing, OrgSlot organization, ProjectSlot project, Waiting waiting, Iterator<Waiting> rest) {}
}
