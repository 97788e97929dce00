package dev.millrace.controller.queue;

import java.util.List;

/**
 * The locks that someone needs at once: all or none are given.
 *
 * @param targets what to lock; empty: nothing
 * @param inverse of those who wait this way the newest gets it first, before those who wait in order of age
 * @param skip do not wait: go on without, when it cannot be had at once
 */
public record LockNeed(List<Target> targets, boolean inverse, boolean skip) {
    /** No locks. */
    public static final LockNeed NONE = new LockNeed(List.of(), false, false);

    /** A concurrency group of runs is the lock of this name, with the group's behind it. */
    public static final String GROUP = "concurrency:";

    public LockNeed {
        targets = List.copyOf(targets);
    }

    /** It is a concurrency group that runs take turns in. */
    public boolean group() {
        return targets.size() == 1 && targets.getFirst() instanceof Named(var name) && name.startsWith(GROUP);
    }

    /** One thing to lock. */
    public sealed interface Target {
        /** For people: {@code 'db'} or {@code 2 of 'printer'}. */
        default String text() {
            return switch (this) {
                case Named(var name) -> "'" + name + "'";
                case Labelled(var label, var quantity) ->
                    "%s of '%s'".formatted(quantity == 0 ? "all" : Integer.toString(quantity), label);
            };
        }
    }

    /** The lock of this name; it need not be declared anywhere. */
    public record Named(String name) implements Target {
        public Named {
            if (name.isBlank()) {
                throw new IllegalArgumentException("A lock without a name");
            }
        }
    }

    /** So many of the declared locks that have this label; 0: all of them. */
    public record Labelled(String label, int quantity) implements Target {
        public Labelled {
            if (label.isBlank() || quantity < 0) {
                throw new IllegalArgumentException(
                        "Not so many locks of a label: %d of '%s'".formatted(quantity, label));
            }
        }
    }
}
