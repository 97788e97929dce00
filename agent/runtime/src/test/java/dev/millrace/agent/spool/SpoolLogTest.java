package dev.millrace.agent.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is durable is there after any crash: a crash is a copy of the file, cut anywhere. */
class SpoolLogTest {
    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("log");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Map<String, String> content(SpoolLog log) {
        var content = new TreeMap<String, String>();
        for (var key : log.keys()) {
            content.put(key, new String(log.get(key).orElseThrow(), UTF_8));
        }
        return content;
    }

    private Map<String, String> reopened(byte[] file) throws IOException {
        var other = Files.createTempDirectory(directory, "crashed");
        Files.write(other.resolve("log"), file);
        try (var log = SpoolLog.open(other)) {
            return content(log);
        }
    }

    @Test
    void what_is_durable_is_in_the_file_before_anything_is_closed() throws Exception {
        try (var log = SpoolLog.open(directory)) {
            log.put("a", bytes("one")).join();
            assertEquals("{a=one}", reopened(Files.readAllBytes(file())).toString());
        }
    }

    @Test
    void a_file_cut_anywhere_holds_what_was_written_whole_before_the_cut() throws Exception {
        var sizes = new ArrayList<Integer>();
        try (var log = SpoolLog.open(directory)) {
            for (int i = 0; i < 5; i++) {
                log.put("key" + i, bytes("value" + i)).join();
                sizes.add((int) Files.size(file()));
            }
        }
        var whole = Files.readAllBytes(file());
        for (int cut = 0; cut <= whole.length; cut++) {
            int end = cut;
            long expected = sizes.stream().filter(size -> size <= end).count();
            assertEquals(expected, reopened(Arrays.copyOf(whole, cut)).size(), "cut at " + cut);
        }
    }

    @Test
    void a_damaged_record_ends_what_is_believed() throws Exception {
        int first;
        try (var log = SpoolLog.open(directory)) {
            log.put("a", bytes("one")).join();
            first = (int) Files.size(file());
            log.put("b", bytes("two")).join();
        }
        var damaged = Files.readAllBytes(file());
        for (int at = first; at < damaged.length; at++) {
            var copy = damaged.clone();
            copy[at] ^= 0x55;
            assertEquals("{a=one}", reopened(copy).toString(), "damaged at " + at);
        }
    }

    @Test
    void a_removed_key_stays_away_and_a_later_value_wins() throws Exception {
        try (var log = SpoolLog.open(directory)) {
            log.put("gone", bytes("x")).join();
            log.put("kept", bytes("old")).join();
            log.remove("gone");
            log.put("kept", bytes("new")).join();
        }
        assertEquals("{kept=new}", reopened(Files.readAllBytes(file())).toString());
    }

    @Test
    void writing_goes_on_after_a_restart() throws Exception {
        try (var log = SpoolLog.open(directory)) {
            log.put("a", bytes("one")).join();
        }
        try (var log = SpoolLog.open(directory)) {
            log.put("b", bytes("two")).join();
        }
        assertEquals("{a=one, b=two}", reopened(Files.readAllBytes(file())).toString());
    }

    @Test
    void a_file_that_is_mostly_of_no_use_is_written_anew() throws Exception {
        try (var log = SpoolLog.open(directory)) {
            log.put("kept", bytes("value")).join();
            var large = new byte[3 << 20];
            for (int i = 0; i < 10; i++) {
                log.put("large", large).join();
            }
            log.remove("large");
            log.put("last", bytes("value")).join();
        }
        assertTrue(Files.size(file()) < 16 << 20, () -> file().toFile().length() + " bytes");
        assertEquals(
                "{kept=value, last=value}", reopened(Files.readAllBytes(file())).toString());
    }

    @Test
    void an_interrupted_thread_puts_as_any_other() throws Exception {
        try (var log = SpoolLog.open(directory)) {
            Thread.currentThread().interrupt();
            log.put("a", bytes("one")).join();
            assertTrue(Thread.interrupted());
            log.put("b", bytes("two")).join();
        }
        assertEquals(2, reopened(Files.readAllBytes(file())).size());
    }

    @Test
    void many_threads_share_the_disk_and_lose_nothing() throws Exception {
        List<CompletableFuture<?>> all = new ArrayList<>();
        try (var log = SpoolLog.open(directory)) {
            var threads = new ArrayList<Thread>();
            for (int i = 0; i < 8; i++) {
                int number = i;
                threads.add(Thread.ofVirtual().start(() -> {
                    for (int j = 0; j < 50; j++) {
                        var put = log.put(number + "-" + j, bytes("value"));
                        synchronized (all) {
                            all.add(put);
                        }
                    }
                }));
            }
            for (var thread : threads) {
                thread.join();
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
            assertEquals(400, reopened(Files.readAllBytes(file())).size());
        }
    }
}
