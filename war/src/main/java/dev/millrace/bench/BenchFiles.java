package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** A workspace's files: a hundred to a directory, three directories deep, of bytes that cannot be compressed; most are small, some are large. */
final class BenchFiles {
    private static final int IN_A_DIRECTORY = 100;

    private final Path top;
    private final int count;
    private final long bytes;
    private final Random random = new Random(42);

    BenchFiles(Path top, int count, long bytes) {
        this.top = top;
        this.count = count;
        this.bytes = bytes;
    }

    void write() throws IOException {
        for (int file = 0; file < count; file++) {
            if (file % IN_A_DIRECTORY == 0) {
                Files.createDirectories(path(file).resolveSibling("."));
            }
            write(file);
        }
    }

    /** Writes some of them anew, spread over all directories. */
    void change(int files) throws IOException {
        for (int each = 0; each < files; each++) {
            write((int) ((long) each * count / files) + random.nextInt(Math.max(1, count / files)));
        }
    }

    private void write(int file) throws IOException {
        long average = bytes / count;
        // 80 % of the files have a quarter of the bytes
        double share = file % 5 == 0 ? 3.75 : 0.3125;
        var content = new byte[(int) (average * share)];
        random.nextBytes(content);
        Files.write(path(file), content);
    }

    private Path path(int file) {
        int directory = file / IN_A_DIRECTORY;
        return top.resolve("module-" + directory / 50)
                .resolve("src-" + directory / 10 % 5)
                .resolve("part-" + directory % 10)
                .resolve("file-%05d.bin".formatted(file));
    }
}
