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
 */
final class Heap<T extends Heap.Node> {
    private static final int OUT = -1;

    /** What can be in one heap at a time. */
    abstract static class Node {
        int place = OUT;

        final boolean listed() {
            return place != OUT;
        }
    }

    private static final int SMALL = 4;

    private final Comparator<? super T> order;
    /** An array, because reading the first of many heaps is what decisions consist of. */
    private @Nullable Node[] nodes = new Node[SMALL];

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
            }
            node.place = size++;
            nodes[node.place] = node;
        }
        down(up(node.place));
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
            nodes[hole] = last;
            last.place = hole;
            down(up(hole));
        }
    }

    /** Every rank may have changed. */
    void rebuild() {
        for (int place = size / 2 - 1; place >= 0; place--) {
            down(place);
        }
    }

    @SuppressWarnings("unchecked") // only put writes, and it takes only T
    private T at(int place) {
        return (T) Objects.requireNonNull(nodes[place]);
    }

    private int up(int from) {
        var node = at(from);
        int place = from;
        while (place > 0) {
            int parent = (place - 1) >>> 1;
            var above = at(parent);
            if (order.compare(above, node) <= 0) {
                break;
            }
            nodes[place] = above;
            above.place = place;
            place = parent;
        }
        nodes[place] = node;
        node.place = place;
        return place;
    }

    private void down(int from) {
        var node = at(from);
        int place = from;
        for (int child = 2 * place + 1; child < size; child = 2 * place + 1) {
            if (child + 1 < size && order.compare(at(child + 1), at(child)) < 0) {
                child++;
            }
            var below = at(child);
            if (order.compare(node, below) <= 0) {
                break;
            }
            nodes[place] = below;
            below.place = place;
            place = child;
        }
        nodes[place] = node;
        node.place = place;
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
