package dev.millrace.controller.plugin;

import org.jspecify.annotations.Nullable;

/** Counts the calls into a plugin, lets none in after it was shut, and says when the last one is out. Safe for use by many threads. */
final class Gate {
    private int inside;
    private boolean shut;
    private @Nullable Runnable whenEmpty;

    /** False after {@link #shut}. Each true is followed by one {@link #leave}. */
    synchronized boolean enter() {
        if (!shut) {
            inside++;
        }
        return !shut;
    }

    /** The last one out of a shut gate does what was left to do. */
    void leave() {
        Runnable left;
        synchronized (this) {
            inside--;
            left = inside == 0 ? whenEmpty : null;
            if (inside == 0) {
                whenEmpty = null;
            }
        }
        if (left != null) {
            left.run();
        }
    }

    /** Lets nobody in any more. What is left to do is done once, now or by the last one out. */
    void shut(Runnable whenEmpty) {
        synchronized (this) {
            if (shut) {
                return;
            }
            shut = true;
            if (inside > 0) {
                this.whenEmpty = whenEmpty;
                return;
            }
        }
        whenEmpty.run();
    }
}
