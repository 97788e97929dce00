package dev.millrace.controller.execution;

import dev.millrace.controller.base.OrganizationId;
import dev.millrace.controller.base.RunId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/**
 * Which accepted runs begin while many wait. A run holds a place while its program is in memory. An organization may hold as many places as are free, and
 * those of less weight a part of that, so that whoever comes next finds one: the dynamic thresholds of Choudhury and Hahne (<em>Dynamic Queue Length
 * Thresholds for Shared-Memory Packet Switches</em>, IEEE/ACM Transactions on Networking 6/2, 1998) with a factor of one. Of several organizations each
 * goes as often as its weight says, by start tags (Goyal, Vin and Cheng, <em>Start-time Fair Queuing</em>, IEEE/ACM Transactions on Networking 5/5,
 * 1997); within one the highest priority, then the oldest. Only so many begin at a time, three quarters of them of one organization: one whose begins are
 * slow leaves room for others. Pure; not thread-safe.
 */
final class AdmissionLine {
    private static final Comparator<Waiting> ORDER = Comparator.comparingInt(Waiting::priority)
            .reversed()
            .thenComparingLong(run -> run.run().value());

    private final int places;
    private final ToDoubleFunction<OrganizationId> weights;
    private final Map<RunId, OrganizationId> holders = new HashMap<>();
    private final Map<OrganizationId, Integer> held = new HashMap<>();
    private final Map<RunId, OrganizationId> beginning = new HashMap<>();
    private final Map<OrganizationId, Integer> beginningOf = new HashMap<>();
    private final Map<RunId, Waiting> waiting = new HashMap<>();
    private final Map<OrganizationId, TreeSet<Waiting>> lines = new LinkedHashMap<>();
    /** When an organization may go next; of those whose time is past nothing is kept. */
    private final Map<OrganizationId, Double> tags = new HashMap<>();

    private double virtualTime;

    /**
     * A run that has not begun.
     *
     * @param priority higher goes first
     */
    record Waiting(RunId run, OrganizationId organization, int priority) {}

    /**
     * Nobody holds a place.
     *
     * @param places how many there are
     * @param weights of organizations; above 0
     */
    AdmissionLine(int places, ToDoubleFunction<OrganizationId> weights) {
        this.places = places;
        this.weights = weights;
    }

    /** A run joins the line. One that waits or holds a place already is left where it is. */
    void join(Waiting run) {
        if (!holders.containsKey(run.run()) && waiting.putIfAbsent(run.run(), run) == null) {
            lines.computeIfAbsent(run.organization(), _ -> new TreeSet<>(ORDER)).add(run);
        }
    }

    /** A run leaves the line without a place; false where it was not in it. */
    boolean withdraw(RunId run) {
        var gone = waiting.remove(run);
        if (gone == null) {
            return false;
        }
        var line = lines.get(gone.organization());
        if (line != null) {
            line.remove(gone);
            if (line.isEmpty()) {
                lines.remove(gone.organization());
            }
        }
        return true;
    }

    /** A run takes a place whether one is free or not: it goes on with what it had begun. */
    void hold(RunId run, OrganizationId organization) {
        add(run, organization, holders, held);
    }

    /** A run that was admitted has begun. */
    void begun(RunId run) {
        remove(run, beginning, beginningOf);
    }

    /** A run gives its place back, if it has one. */
    void leave(RunId run) {
        begun(run);
        remove(run, holders, held);
    }

    private static void add(
            RunId run,
            OrganizationId organization,
            Map<RunId, OrganizationId> runs,
            Map<OrganizationId, Integer> counts) {
        if (runs.putIfAbsent(run, organization) == null) {
            counts.merge(organization, 1, Integer::sum);
        }
    }

    private static void remove(RunId run, Map<RunId, OrganizationId> runs, Map<OrganizationId, Integer> counts) {
        var organization = runs.remove(run);
        if (organization != null) {
            counts.computeIfPresent(organization, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /**
     * Gives a place to the run that is next; empty: none waits that may have one.
     *
     * @param begins how many may begin at a time
     */
    Optional<RunId> admit(int begins) {
        int free = places - holders.size();
        int may = begins - beginning.size();
        if (free <= 0 || may <= 0) {
            return Optional.empty();
        }
        int mostBegins = Math.max(1, begins * 3 / 4);
        double largest = lines.keySet().stream().mapToDouble(weights).max().orElse(1);
        return lines.values().stream()
                .map(TreeSet::first)
                .filter(run -> {
                    double part = weights.applyAsDouble(run.organization()) / largest;
                    return held(run.organization()) < free * part
                            && beginningOf.getOrDefault(run.organization(), 0) < mostBegins;
                })
                .min(Comparator.comparingDouble(run -> tag(run.organization())))
                .map(run -> {
                    withdraw(run.run());
                    hold(run.run(), run.organization());
                    add(run.run(), run.organization(), beginning, beginningOf);
                    serve(run.organization());
                    return run.run();
                });
    }

    private double tag(OrganizationId organization) {
        return Math.max(virtualTime, tags.getOrDefault(organization, 0.0));
    }

    private void serve(OrganizationId organization) {
        virtualTime = tag(organization);
        tags.values().removeIf(tag -> tag <= virtualTime);
        tags.put(organization, virtualTime + 1 / weights.applyAsDouble(organization));
    }

    private int held(OrganizationId organization) {
        return held.getOrDefault(organization, 0);
    }

    /** The first that wait, of each organization at most so many. */
    List<RunId> waiting(int most) {
        return lines.values().stream()
                .flatMap(line -> line.stream().limit(most))
                .map(Waiting::run)
                .toList();
    }

    /** How many wait. */
    int waiting() {
        return waiting.size();
    }
}
