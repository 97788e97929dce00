package dev.millrace.controller.queue;

import dev.millrace.controller.base.OrganizationId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who holds which locks, and who is next; for jobs and for {@code lock} steps alike. Pure; for one thread at a time.
 *
 * <p>Several locks are given all at once or not at all, in one order for everybody: by priority and age, where a class of priority is a head start
 * of a stated time, so that nobody starves. Two organizations never share a lock. An event looks at the lines of the locks that it touches:
 * O(log waiting) each, however many wait.
 */
public final class Locks {
    private final Duration headStart;
    private final Map<LockOwner, LockAsk> asks = new HashMap<>();
    private final Map<OrganizationId, LockTable> tables = new HashMap<>();
    private long arrivals;

    /** @param headStart how much earlier a job of one priority more seems to have asked */
    public Locks(Duration headStart) {
        this.headStart = headStart;
    }

    /** An answer to {@link #ask}. */
    public sealed interface Verdict {
        /** It holds these from now on. */
        record Granted(List<String> locks) implements Verdict {}

        /** It hears when its turn has come. */
        record Waiting() implements Verdict {}

        /** It did not want to wait, and gets nothing. */
        record Skipped(String why) implements Verdict {}
    }

    /** Asks; an owner that has asked already hears how it stands. */
    public Verdict ask(LockRequest request) {
        var known = asks.get(request.owner());
        if (known != null) {
            return known.holds() ? new Verdict.Granted(names(known)) : new Verdict.Waiting();
        }
        var ask = new LockAsk(request, arrivals++, headStart);
        var table = tables.computeIfAbsent(request.organization(), _ -> new LockTable());
        asks.put(request.owner(), ask);
        if (table.ask(ask)) {
            return new Verdict.Granted(names(ask));
        }
        if (request.need().skip()) {
            var why = table.why(ask);
            // nobody could be given anything before it came, so nobody is because it leaves
            release(request.owner());
            return new Verdict.Skipped(why);
        }
        return new Verdict.Waiting();
    }

    /** Gives back what it holds, or stops waiting. Who holds locks because of that, in order. Unknown owners are fine. */
    public List<LockOwner> release(LockOwner owner) {
        var ask = asks.remove(owner);
        if (ask == null) {
            return List.of();
        }
        var table = table(ask.request.organization());
        var given = owners(table.leave(ask));
        if (table.unused()) {
            tables.remove(ask.request.organization());
        }
        return given;
    }

    /**
     * The declared locks of an organization, with their labels, instead of what was declared before. What is held stays held.
     *
     * @return who holds locks because of that, in order
     */
    public List<LockOwner> declare(OrganizationId organization, Map<String, Set<String>> locks) {
        return owners(tables.computeIfAbsent(organization, _ -> new LockTable()).declare(locks));
    }

    /** An owner holds these, as was decided before this object was made; to be told before anybody asks, and after what is declared. */
    public void restore(LockRequest request, List<String> held) {
        var ask = new LockAsk(request, arrivals++, headStart);
        asks.put(request.owner(), ask);
        tables.computeIfAbsent(request.organization(), _ -> new LockTable()).restore(ask, held);
    }

    /** Who else holds or waits for one of the locks that an owner wants, in the order in which they came. */
    public List<LockOwner> rivals(LockOwner owner) {
        var ask = asks.get(owner);
        return ask == null
                ? List.of()
                : owners(table(ask.request.organization()).rivals(ask));
    }

    /** The locks of an organization, by name. */
    public List<LockStanding> standing(OrganizationId organization) {
        return table(organization).standing();
    }

    /** What an owner holds, by name; empty: nothing. */
    public List<String> held(LockOwner owner) {
        return Optional.ofNullable(asks.get(owner)).map(Locks::names).orElse(List.of());
    }

    /** Why an owner waits and what would start it; empty where it does not wait. */
    public Optional<String> why(LockOwner owner) {
        return Optional.ofNullable(asks.get(owner))
                .filter(ask -> !ask.holds())
                .map(ask -> table(ask.request.organization()).why(ask));
    }

    private LockTable table(OrganizationId organization) {
        return tables.getOrDefault(organization, new LockTable());
    }

    private static List<LockOwner> owners(List<LockAsk> asks) {
        return asks.stream().map(ask -> ask.request.owner()).toList();
    }

    private static List<String> names(LockAsk ask) {
        return ask.held.stream().map(lockable -> lockable.name).sorted().toList();
    }
}
