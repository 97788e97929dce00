package dev.millrace.controller.schedule;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A binary heap that knows where its members are, so that one whose rank changed is moved, or taken out from the middle, in O(log n). At most one
 * member's rank may have changed since the last call; it is the next one to be put.
 *
 * <p>What decisions cost is reading from memory what others have pushed out of the caches. So the most significant part of every rank is kept beside
 * the members, in one array, and a member itself is looked at only where that does not tell.
 */
final class Heap<T extends Heap.Node> {
    private static final int OUT = -1;
    private static final int SMALL = 4;

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
    }

    private final Comparator<? super T> order;
    private @Nullable Node[] nodes = new Node[SMALL];
    private long[] keys = new long[SMALL];
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
            }
            set(size++, node, node.key());
        }
        move(node, node.place, node.key());
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
            move(last, hole, keys[size]);
        }
    }

    /** Every rank may have changed. */
    void rebuild() {
        for (int place = 0; place < size; place++) {
            keys[place] = at(place).key();
        }
        for (int place = size / 2 - 1; place >= 0; place--) {
            down(at(place), place, keys[place]);
        }
    }

    @SuppressWarnings("unchecked") // only put writes, and it takes only T
    private T at(int place) {
        return (T) Objects.requireNonNull(nodes[place]);
    }

    private void set(int place, T node, long key) {
        nodes[place] = node;
        keys[place] = key;
        node.place = place;
    }

    private void move(T node, int from, long key) {
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            long above = keys[parent];
            if (above < key || (above == key && order.compare(at(parent), node) <= 0)) {
                break;
            }
            set(place, at(parent), above);
            place = parent;
        }
        if (place != from) {
            set(place, node, key);
        } else {
            down(node, place, key);
        }
    }

    private void down(T node, int from, long key) {
        int place = from;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && before(child + 1, child)) {
                child++;
            }
            long below = keys[child];
            if (key < below || (key == below && order.compare(node, at(child)) <= 0)) {
                break;
            }
            set(place, at(child), below);
            place = child;
        }
        set(place, node, key);
    }

    private boolean before(int one, int other) {
        return keys[one] < keys[other] || (keys[one] == keys[other] && order.compare(at(one), at(other)) < 0);
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
                for (int child = 2 * place + 1; child <= 2 * place + 2 && child < size; child++) {
                    next.add(child);
                }
                return at(place);
            }
        };
    }
}
