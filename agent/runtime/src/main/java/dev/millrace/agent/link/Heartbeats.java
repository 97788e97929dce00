package dev.millrace.agent.link;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Which heartbeats are out, and when each was sent. Pure; times are given. */
final class Heartbeats {
    private final long intervalNanos;
    private final Map<Long, Long> sent = new TreeMap<>();
    private long sequence;
    private long nextAt;
    private boolean hastened;

    Heartbeats(long intervalMillis, long now) {
        this.intervalNanos = intervalMillis * 1_000_000;
        this.nextAt = now + intervalNanos;
    }

    /** Nanoseconds until the next one is due. */
    long dueIn(long now) {
        return nextAt - now;
    }

    /**
     * Something new is to be renewed: the next one comes after a fifth of the interval at the latest, so that a lease that was just taken soon has its full
     * time. Many in a row do not send more of them.
     */
    void hasten(long now) {
        nextAt = Math.min(nextAt, now + intervalNanos / 5);
        hastened = true;
    }

    /** One is sent now; its sequence number. */
    long send(long now) {
        nextAt = now + intervalNanos;
        hastened = false;
        sent.put(++sequence, now);
        return sequence;
    }

    /** An answer came: when its heartbeat was sent; empty for one that is not out. */
    OptionalLong answered(long answer) {
        var at = sent.get(answer);
        if (at == null) {
            return OptionalLong.empty();
        }
        sent.keySet().removeIf(each -> each <= answer);
        return OptionalLong.of(at);
    }

    /** The controller named the time from the last one to the next; what was hastened since is not put off by that. */
    void next(long sentAt, long millis) {
        if (millis > 0 && !hastened && sent.isEmpty()) {
            nextAt = sentAt + millis * 1_000_000;
        }
    }

    /** True when the oldest one has waited for three intervals: the connection is dead, whatever TCP says. */
    boolean silent(long now) {
        return sent.values().stream()
                .findFirst()
                .map(at -> now - at > 3 * intervalNanos)
                .orElse(false);
    }
}
