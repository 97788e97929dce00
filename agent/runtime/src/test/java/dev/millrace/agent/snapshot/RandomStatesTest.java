package dev.millrace.agent.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.agent.file.FileModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a workspace: each of its states, taken and restored over any other state, here or elsewhere, is the same again. */
class RandomStatesTest {
    private static final List<String> NAMES =
            List.of("a", "a-b", "a.b", "b", "c d", "é", "zz", "node_modules", ".git", "src");

    @TempDir
    private Path temporary;

    private record State(com.google.protobuf.ByteString manifest, java.util.Map<String, String> picture) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void every_state_comes_back(long seed) throws Exception {
        every(seed);
    }

    @Tag("deep")
    @ParameterizedTest
    @ValueSource(longs = {6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void every_state_of_more_workspaces_comes_back(long seed) throws Exception {
        every(seed);
    }

    private void every(long seed) throws Exception {
        var random = new Random(seed);
        var workspace = Files.createDirectories(temporary.resolve("workspace"));
        var elsewhere = temporary.resolve("elsewhere");
        var desk = Desk.in(temporary.resolve("agent"));
        if (seed % 2 == 0) {
            desk.honestClock();
        }
        var other = desk.another(temporary.resolve("other-agent"));
        var states = new ArrayList<State>();
        for (int round = 0; round < 8; round++) {
            for (int change = random.nextInt(30); change >= 0; change--) {
                change(random, workspace);
            }
            var state = new State(desk.take(workspace).getManifest(), Picture.of(workspace));
            states.add(state);
            other.restore(state.manifest(), elsewhere);
            assertEquals(state.picture(), Picture.of(elsewhere), "elsewhere, round " + round);
            assertEquals(state.manifest(), desk.take(workspace).getManifest(), "taken twice, round " + round);
            if (random.nextInt(3) == 0) {
                var earlier = states.get(random.nextInt(states.size()));
                desk.restore(earlier.manifest(), workspace);
                assertEquals(earlier.picture(), Picture.of(workspace), "back in place, round " + round);
            }
        }
    }

    private static void change(Random random, Path workspace) throws IOException {
        var path = workspace;
        for (int depth = random.nextInt(4); depth > 0; depth--) {
            var next = path.resolve(NAMES.get(random.nextInt(NAMES.size())));
            if (Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                path = next;
            }
        }
        var name = path.resolve(NAMES.get(random.nextInt(NAMES.size())));
        boolean there = Files.exists(name, LinkOption.NOFOLLOW_LINKS);
        switch (random.nextInt(6)) {
            case 0 -> delete(name);
            case 1 -> {
                if (!there) {
                    Files.createDirectory(name);
                }
            }
            case 2 -> {
                delete(name);
                Files.createSymbolicLink(name, Path.of(random.nextBoolean() ? "../a" : "/etc/passwd"));
            }
            case 3 -> {
                if (there && !Files.isSymbolicLink(name)) {
                    FileModes.set(name, random.nextBoolean() ? 0755 : 0700);
                }
            }
            case 4 -> {
                if (there && !Files.isSymbolicLink(name)) {
                    Files.setLastModifiedTime(
                            name,
                            FileTime.from(Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000))));
                }
            }
            default -> {
                delete(name);
                var content = new byte[random.nextInt(20) == 0 ? random.nextInt(3 << 20) : random.nextInt(200)];
                random.nextBytes(content);
                Files.write(name, content);
            }
        }
    }

    private static void delete(Path top) throws IOException {
        if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (var files = Files.walk(top)) {
            for (var file : files.toList().reversed()) {
                Files.delete(file);
            }
        }
    }
}
