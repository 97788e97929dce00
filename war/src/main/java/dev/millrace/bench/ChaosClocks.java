package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Clocks of processes, each of which somebody can set while its process runs. */
final class ChaosClocks {
    private final Path place;

    /** @param place a directory, which whoever made it deletes */
    ChaosClocks(Path place) {
        this.place = place;
    }

    /** What a process is started with so that its clock is the one of this name, and that disturbs the messages that come to it. */
    List<String> options(String name, long seed) throws IOException {
        if (!Files.exists(place.resolve(name))) {
            set(name, 0);
        }
        return List.of("-Dmillrace.bench.clock=" + place.resolve(name), "-Dmillrace.bench.disturb=" + seed);
    }

    /** From now on it differs from the machine's by so much. */
    void set(String name, long millis) throws IOException {
        var written = Files.writeString(place.resolve(name + ".new"), Long.toString(millis));
        var _ = Files.move(
                written, place.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
