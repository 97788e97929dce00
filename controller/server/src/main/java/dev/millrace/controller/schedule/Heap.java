package dev.millrace.controller.schedule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A heap that knows where its members are, so that one whose rank changed is moved, or taken out from the middle, in O(log n). At most one
 * member's rank may have changed since the last call; it is the next one to be put.
 *
 * <p>What decisions cost is reading from memory what others have pushed out of the caches. So the most significant parts of every rank are kept beside
 * the members, in arrays, and a member itself is looked at only where that does not tell. And each has four below it, not two (Johnson, "Priority
 * queues with update and finding minimum spanning trees", 1975): half as many members are moved on the way down, and the four keys lie side by side.
 */
final class Heap<T extends Heap.Node> {
    private static final int OUT = -1;
    private static final int SMALL = 4;
    private static final int WAYS = 4;

    /** What can be in one heap at a time. */
    abstract static class Node {
        int place = OUT;

        final boolean listed() {
            return place != OUT;
        }

        /** The beginning of its rank: where two differ, their order is that of the ranks. */
        long key() {
            return 0;
        }

        /** What follows the key in its rank, in the same way. */
        long next() {
            return 0;
        }
    }

    private final Comparator<? super T> order;
    private @Nullable Node[] nodes = new Node[SMALL];
    private long[] keys = new long[SMALL];
    private long[] nexts = new long[SMALL];
    private int size;

    Heap(Comparator<? super T> order) {
        this.order = order;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    T first() {
        if (size == 0) {
            throw new NoSuchElementException("The heap is empty");
        }
        return at(0);
    }

    /** In at the right place, or out. */
    void set(T node, boolean in) {
        if (in) {
            put(node);
        } else {
            remove(node);
        }
    }

    /** Adds, or moves to the right place. */
    void put(T node) {
        if (!node.listed()) {
            if (size == nodes.length) {
                nodes = Arrays.copyOf(nodes, size * 2);
                keys = Arrays.copyOf(keys, size * 2);
                nexts = Arrays.copyOf(nexts, size * 2);
            }
            set(size++, node, node.key(), node.next());
        }
        move(node, node.place, node.key(), node.next());
    }

    void remove(T node) {
        if (!node.listed()) {
            return;
        }
        int hole = node.place;
        var last = at(--size);
        nodes[size] = null;
        node.place = OUT;
        if (hole < size) {
            move(last, hole, keys[size], nexts[size]);
        }
    }

    /** Every rank may have changed. */
    void rebuild() {
        for (int place = 0; place < size; place++) {
            keys[place] = at(place).key();
            nexts[place] = at(place).next();
        }
        for (int place = size < 2 ? -1 : (size - 2) / WAYS; place >= 0; place--) {
            down(at(place), place, keys[place], nexts[place]);
        }
    }

    @SuppressWarnings("unchecked") // only put writes, and it takes only T
    private T at(int place) {
        return (T) Objects.requireNonNull(nodes[place]);
    }

    private void set(int place, T node, long key, long next) {
        nodes[place] = node;
        keys[place] = key;
        nexts[place] = next;
        node.place = place;
    }

    private void move(T node, int from, long key, long next) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) / WAYS;
            if (!before(node, key, next, parent)) {
                break;
            }
            set(place, at(parent), keys[parent], nexts[parent]);
            place = parent;
        }
        if (place != from) {
            set(place, node, key, next);
        } else {
            down(node, place, key, next);
        }
    }

    private void down(T node, int from, long key, long next) {
        int place = from;
        while (WAYS * place + 1 < size) {
            int child = firstBelow(place);
            if (before(node, key, next, child)) {
                break;
            }
            set(place, at(child), keys[child], nexts[child]);
            place = child;
        }
        set(place, node, key, next);
    }

    /** The one that goes before the others just below a place that has any. */
    private int firstBelow(int place) {
        int first = WAYS * place + 1;
        int end = Math.min(first + WAYS, size);
        for (int child = first + 1; child < end; child++) {
            if (before(child, first)) {
                first = child;
            }
        }
        return first;
    }

    private boolean before(int one, int other) {
        return keys[one] != keys[other]
                ? keys[one] < keys[other]
                : nexts[one] != nexts[other] ? nexts[one] < nexts[other] : order.compare(at(one), at(other)) < 0;
    }

    private boolean before(T node, long key, long next, int other) {
        return key != keys[other]
                ? key < keys[other]
                : next != nexts[other] ? next < nexts[other] : order.compare(node, at(other)) < 0;
    }

    /** In order, one after the other, without sorting what is not asked for. Not to be used after a change. */
    Iterator<T> inOrder() {
        var next = new PriorityQueue<Integer>((one, other) -> order.compare(at(one), at(other)));
        if (size > 0) {
            next.add(0);
        }
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !next.isEmpty();
            }

            @Override
            public T next() {
                int place = next.remove();
                for (int child = WAYS * place + 1; child <= WAYS * (place + 1) && child < size; child++) {
                    next.add(child);
                }
                return at(place);
            }
        };
    }
}
