package dev.millrace.evaluator;

import dev.millrace.evaluator.confinement.Confinement;
import dev.millrace.evaluator.process.Evaluator;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;

/** The evaluator process: runs pipelines for the controller that started it, over its standard input and output. */
public final class EvaluatorMain {
    private static final int OUT_OF_MEMORY = 3;

    private EvaluatorMain() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        // A run that is dropped leaves its threads standing; they are collected only if nothing tracks them.
        System.setProperty("jdk.trackAllThreads", "false");
        // Programs compute the same wherever they are replayed.
        Locale.setDefault(Locale.US);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        // a thread that speaks or hears for all runs cannot do without memory
        Thread.setDefaultUncaughtExceptionHandler((_, failure) -> {
            if (failure instanceof OutOfMemoryError) {
                Runtime.getRuntime().halt(OUT_OF_MEMORY);
            }
        });
        var in = new FileInputStream(FileDescriptor.in);
        var out = new FileOutputStream(FileDescriptor.out);
        // What code prints past the pipeline's own println must not get into the frames.
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        System.setIn(InputStream.nullInputStream());
        // beside what the controller sends first; nothing of a run is read before it is done
        // a virtual machine that fills its ahead-of-time cache starts another one to do so
        var evaluator = Boolean.getBoolean("millrace.train")
                ? new Evaluator(in, out)
                : new Evaluator(
                        in,
                        out,
                        CompletableFuture.supplyAsync(
                                Confinement::enter,
                                task -> Thread.ofPlatform()
                                        .daemon()
                                        .name("confinement")
                                        .start(task)));
        evaluator.serve();
        System.exit(0);
    }
}
