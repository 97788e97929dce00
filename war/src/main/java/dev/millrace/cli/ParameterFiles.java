package dev.millrace.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files for parameters: uploads them, and says what they are. */
final class ParameterFiles {
    private static final long MOST_BYTES = 1L << 30;

    private final Upload upload;

    ParameterFiles(Upload upload) {
        this.upload = upload;
    }

    /** @param given parameters, and paths of files */
    List<Map<String, String>> all(Map<String, Path> given) throws IOException, InterruptedException {
        var bytes = 0L;
        for (var file : given.entrySet()) {
            bytes += size(file.getKey(), file.getValue());
        }
        if (bytes > MOST_BYTES) {
            throw new Failure(
                    ExitCode.USAGE,
                    "The files have %d bytes, and a run takes %d: have the pipeline fetch what is larger"
                            .formatted(bytes, MOST_BYTES));
        }
        var fields = new ArrayList<Map<String, String>>();
        for (var file : given.entrySet()) {
            fields.add(Map.of(
                    "name",
                    file.getKey(),
                    "fileName",
                    file.getValue().toAbsolutePath().normalize().getFileName().toString(),
                    "digest",
                    upload.file(file.getValue())));
        }
        return fields;
    }

    private static long size(String name, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new Failure(ExitCode.USAGE, "--file %s=%s: there is no such file".formatted(name, file));
        }
        return Files.size(file);
    }
}
