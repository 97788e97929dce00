package dev.millrace.agent.snapshot;

import dev.millrace.agent.posix.Stat;
import dev.millrace.agent.posix.Time;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By which a file is known again without reading it.
 *
 * @param device that it is on
 * @param inode on the device
 * @param changed when anything of it last changed
 */
record Identity(long device, long inode, Time changed) {
    /** Two changes so near to each other may carry the same time. Kernels count time in ticks of at most 10 ms. */
    private static final Duration TICK = Duration.ofMillis(100);

    /** Where times are whole seconds, as on some file systems, they count in two. */
    private static final Duration COARSE = Duration.ofSeconds(3);

    static Identity of(Stat stat) {
        return new Identity(stat.device(), stat.inode(), stat.changed());
    }

    /**
     * Of a file that was read; null where a change after reading could carry the same time, as when it was modified just before, or lies in the future.
     *
     * @param begun when reading it began
     */
    static @Nullable Identity sure(Stat stat, Instant begun) {
        var margin = stat.changed().nanos() == 0 && stat.modified().nanos() == 0 ? COARSE : TICK;
        return stat.modified().before(begun, margin) && stat.changed().before(begun, margin) ? of(stat) : null;
    }

    /**
     * Of a file that was just written here and then given an older time; null where that time is not older. Whoever writes to it now gives it another
     * time of modification.
     */
    static @Nullable Identity restored(Stat stat, Instant now) {
        return stat.modified().before(now, COARSE) ? of(stat) : null;
    }

    /** It is the same file as the node says, and nobody has touched it. */
    boolean knows(Stat stat, Node node) {
        return equals(of(stat))
                && stat.size() == node.content().size()
                && stat.modified().equals(node.modified())
                && (stat.mode() & 0777) == node.mode();
    }
}
