package dev.millrace.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Does something with each of many things, a few at a time; the results come in the order of the things. */
final class InOrder<T, R> {
    private final Semaphore places;

    InOrder(int atOnce) {
        this.places = new Semaphore(atOnce);
    }

    /** What is done. */
    interface Work<T, R> {
        R on(T thing) throws IOException, InterruptedException;
    }

    List<R> map(List<T> things, Work<T, R> work) throws IOException, InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var begun = new ArrayList<Future<R>>();
            for (var thing : things) {
                begun.add(threads.submit(() -> {
                    places.acquire();
                    try {
                        return work.on(thing);
                    } finally {
                        places.release();
                    }
                }));
            }
            var results = new ArrayList<R>();
            for (var one : begun) {
                results.add(await(one, threads::shutdownNow));
            }
            return results;
        }
    }

    /** The first failure ends what is not done. */
    private static <R> R await(Future<R> one, Runnable stop) throws IOException, InterruptedException {
        try {
            return one.get();
        } catch (ExecutionException e) {
            stop.run();
            switch (e.getCause()) {
                case IOException failure -> throw failure;
                case RuntimeException failure -> throw failure;
                case InterruptedException failure -> throw failure;
                case null, default -> throw new IOException("Broke: " + e.getCause(), e);
            }
        }
    }
}
