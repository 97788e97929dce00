package dev.millrace.controller.blob;

import static dev.millrace.controller.blob.BackendContract.content;
import static dev.millrace.controller.blob.BackendContract.listed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a directory into a store that speaks S3. */
class BlobMoveTest {
    @TempDir
    static Path bucket;

    private static S3Server server;

    @TempDir
    Path directory;

    private TestDatabase db;
    private BlobBackend old;
    private BlobBackend target;
    private final Map<Digest, byte[]> stored = new ConcurrentHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        server = S3Server.start(bucket);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws IOException {
        db = TestDatabase.fresh();
        old = DirectoryBackend.in(directory);
        target = server.backend("moved/" + directory.getFileName());
    }

    @AfterEach
    void close() {
        target.close();
        db.close();
    }

    private void put(BlobHouse house, int size, long seed) throws IOException {
        var bytes = content(size, seed);
        stored.put(house.store.put(bytes), bytes);
    }

    private void assertAllThere(BlobHouse house) throws IOException {
        for (var blob : stored.entrySet()) {
            try (var in = house.store.open(blob.getKey(), 0)) {
                assertArrayEquals(blob.getValue(), in.readAllBytes());
            }
        }
    }

    @Test
    void everything_goes_to_the_new_place_and_the_old_one_is_empty_afterwards() throws Exception {
        var before = BlobHouse.on(db, Map.of(0, old), 0);
        for (int i = 0; i < 30; i++) {
            put(before, i == 0 ? 9_000_000 : 100 + 1_000 * i, i);
        }
        var files = listed(old).size();
        var house = before.again(Map.of(0, old, 1, target), 1);
        BlobHouse.execute(db, "insert into blob_place (id, location, tag) values (1, 'place 1', '')");
        put(house, 10_000, 100); // new ones go there before anybody asks to move
        assertEquals(1, listed(target).size());
        assertEquals(0, house.moving.run());
        assertAllThere(house);
        house.moving.ask();
        assertEquals(files, house.moving.run());
        assertAllThere(house);
        house.pass(BlobSweep.LINGER.plusMinutes(1));
        assertEquals(files, house.sweep.clear());
        assertEquals(Set.of(), listed(old));
        assertEquals(files + 1, listed(target).size());
        assertEquals(0, house.count("select count(*) from blob_place where emptied"));
        assertAllThere(house.again(Map.of(1, target), 1)); // the old place is not needed any more
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20})
    void a_move_that_is_killed_goes_on_at_the_next_start(int nth) throws Exception {
        var before = BlobHouse.on(db, Map.of(0, old, 1, target), 0);
        for (int i = 0; i < 20; i++) {
            put(before, 10_000, i);
        }
        var breaking = new BreakingBackend(target);
        var killed = before.again(Map.of(0, old, 1, breaking), 1);
        killed.moving.ask();
        breaking.killAfterPublish(nth);
        assertThrows(IOException.class, () -> killed.moving.run());
        assertAllThere(killed);
        var house = before.again(Map.of(0, old, 1, target), 1);
        assertTrue(house.moving.run() >= 1);
        house.pass(BlobSweep.LINGER.plusMinutes(1));
        house.sweep.clear();
        assertEquals(Set.of(), listed(old));
        assertAllThere(house);
        assertEquals(0, house.count("select count(*) from blob where place <> 1"));
    }

    @Test
    void uploads_and_readings_run_beside_it() throws Exception {
        var before = BlobHouse.on(db, Map.of(0, old, 1, target), 0);
        for (int i = 0; i < 100; i++) {
            put(before, 5_000 + i, i);
        }
        var house = before.again(Map.of(0, old, 1, target), 1);
        house.moving.ask();
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var uploads = threads.submit(() -> {
                for (int i = 0; i < 60; i++) {
                    put(house, 5_000 + i, i < 30 ? i : 1_000 + i); // half of them are being moved
                }
                return null;
            });
            var readings = threads.submit(() -> {
                var random = new Random(1);
                var all = List.copyOf(stored.keySet());
                var read = 0;
                while (!over.get() || read < 50) {
                    var digest = all.get(random.nextInt(all.size()));
                    try (var in = house.store.open(digest, 0)) {
                        assertEquals(digest, Digest.sha256(in.readAllBytes()));
                    }
                    read++;
                }
                return read;
            });
            house.moving.run();
            uploads.get();
            over.set(true);
            assertTrue(readings.get() >= 50);
        }
        house.pass(BlobSweep.LINGER.plusMinutes(1));
        house.sweep.clear();
        assertAllThere(house.again(Map.of(1, target), 1));
        assertEquals(Set.of(), listed(old));
    }

    @Test
    void a_damaged_blob_is_not_moved_and_is_healed_from_what_another_place_has() throws Exception {
        var before = BlobHouse.on(db, Map.of(0, old, 1, target), 0);
        put(before, 10_000, 1);
        put(before, 10_000, 2);
        var damaged = Digest.sha256(content(10_000, 1));
        var sound = content(10_000, 1);
        var lying = old.find(damaged).getFirst();
        Files.write(directory.resolve(lying.path()), content(10_000, 3));
        var house = before.again(Map.of(0, old, 1, target), 1);
        house.moving.ask();
        assertEquals(1, house.moving.run());
        assertEquals(Set.of(damaged), house.store.missing(stored.keySet()));
        assertEquals(0, house.healing.run());
        BackendContract.store(target, sound); // a copy that nothing names
        assertEquals(1, house.healing.run());
        assertEquals(Set.of(), house.store.missing(stored.keySet()));
        assertAllThere(house);
    }

    @Test
    void a_place_that_cannot_be_reached_is_said_to_be() throws Exception {
        var before = BlobHouse.on(db, Map.of(0, old, 1, target), 0);
        put(before, 10_000, 1);
        var house = before.again(new HashMap<>(Map.of(1, target)), 1);
        var digest = stored.keySet().iterator().next();
        var failure = assertThrows(IOException.class, () -> house.store.open(digest, 0));
        assertTrue(failure.toString().contains("cannot be reached"), failure.toString());
        assertEquals(0, house.count("select count(*) from blob where damaged_at is not null"));
    }
}
