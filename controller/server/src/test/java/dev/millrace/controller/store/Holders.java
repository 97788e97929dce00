package dev.millrace.controller.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes of their own that hold something until they are killed. */
final class Holders {
    private static final String READY = "ready";

    private Holders() {}

    /** Starts a main class of the tests; returns when it says that it is ready. */
    static Process start(Class<?> main, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        for (var line = process.inputReader().readLine();
                !READY.equals(line);
                line = process.inputReader().readLine()) {
            if (line == null) {
                throw new IOException(main.getSimpleName() + " ended before it was ready");
            }
        }
        return process;
    }

    /** Says so, in the process, and stays until killed, or until the test's own process is gone. */
    @SuppressWarnings("SystemOut") // the way to tell the parent
    static void ready() throws IOException {
        System.out.println(READY);
        System.out.flush();
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
