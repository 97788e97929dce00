package dev.millrace.controller.blob;

import static dev.millrace.controller.blob.BackendContract.content;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.blob.BlobReferences.Shape;
import dev.millrace.controller.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Uploads, questions, references that come and go, and collections, at once and in any order. Time passes in long steps, so that everything is old all the
 * time, but never while somebody is between asking for a blob and referring to it: that is what is promised for.
 */
class BlobRaceTest {
    private static final int CONTENTS = 40;
    private static final int HOLDERS = 6;
    private static final int ROUNDS = 50;

    @TempDir
    Path directory;

    private static byte[] bytes(int which) {
        return content(which % 3 == 0 ? 500 : 6_000, which);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nothing_that_is_referred_to_is_ever_lost(long seed) throws Exception {
        try (var db = TestDatabase.fresh();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var house = BlobHouse.on(db, Map.of(0, DirectoryBackend.in(directory)), 0);
            var time = new ReentrantReadWriteLock();
            var over = new AtomicBoolean();
            var swept = new AtomicLong();
            var holders = new ArrayList<Future<?>>();
            for (int i = 0; i < HOLDERS; i++) {
                var holder = new Holder(house, time, i, new Random(seed * 100 + i));
                holders.add(threads.submit(holder::live));
            }
            var collector = threads.submit(() -> {
                while (!over.get()) {
                    time.writeLock().lock();
                    try {
                        house.pass(BlobSweep.GRACE.plusMinutes(1));
                    } finally {
                        time.writeLock().unlock();
                    }
                    swept.addAndGet(house.sweep.collect().blobs());
                    house.sweep.clear();
                }
                return null;
            });
            try {
                for (var holder : holders) {
                    holder.get();
                }
            } finally {
                over.set(true);
            }
            collector.get();
            assertTrue(swept.get() > 0, "nothing was ever collected");
        }
    }

    /** Takes and drops references, and looks whether what it refers to is there. */
    private record Holder(BlobHouse house, ReentrantReadWriteLock time, int id, Random random) {
        Object live() throws IOException {
            var held = new HashMap<Integer, Digest>();
            for (int round = 0; round < ROUNDS; round++) {
                var which = random.nextInt(CONTENTS);
                var known = held.get(which);
                if (known == null) {
                    held.put(which, refer(which));
                } else if (random.nextBoolean()) {
                    held.remove(which);
                    house.release(id, known);
                }
                for (var one : held.values()) {
                    try (var in = house.store.open(one, 0)) {
                        assertEquals(one, Digest.sha256(in.readAllBytes()));
                    }
                }
            }
            return held.size();
        }

        private Digest refer(int which) throws IOException {
            var bytes = bytes(which);
            var digest = Digest.sha256(bytes);
            time.readLock().lock();
            try {
                var missing = random.nextBoolean()
                        ? !house.store.missing(List.of(digest)).isEmpty()
                        : house.store.size(digest).isEmpty();
                if (missing) {
                    assertEquals(digest, house.store.put(bytes));
                }
                house.hold(id, digest, Shape.BYTES);
            } finally {
                time.readLock().unlock();
            }
            return digest;
        }
    }

    @Test
    void what_is_copied_from_one_reference_to_another_is_never_seen_in_neither() throws Exception {
        try (var db = TestDatabase.fresh();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var house = BlobHouse.on(db, Map.of(0, DirectoryBackend.in(directory)), 0);
            var blob = house.store.put(content(6_000, 1));
            house.hold(1, blob, Shape.BYTES);
            house.pass(BlobSweep.GRACE.plus(Duration.ofDays(1)));
            var over = new AtomicBoolean();
            var copier = threads.submit(() -> {
                for (long holder = 1; !over.get(); holder++) {
                    house.hold(holder + 1, blob, holder % 2 == 0 ? Shape.BYTES : Shape.TREE);
                    house.release(holder, blob);
                }
            });
            for (int i = 0; i < 60; i++) {
                assertEquals(0, house.sweep.collect().blobs());
            }
            over.set(true);
            copier.get();
            assertEquals(Set.of(), house.store.missing(List.of(blob)));
        }
    }
}
