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
import java.util.Optional;
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
        new Evaluator(in, out, confinement(), () -> Runtime.getRuntime().halt(1)).serve();
        System.exit(0);
    }

    /** Beside what the controller sends first; nothing of a run is read before it is done. */
    private static CompletableFuture<Optional<String>> confinement() {
        // a virtual machine that fills its ahead-of-time cache starts another one to do so
        return Boolean.getBoolean("millrace.train")
                ? CompletableFuture.completedFuture(Optional.of("it fills its cache"))
                : CompletableFuture.supplyAsync(
                        Confinement::enter,
                        task -> Thread.ofPlatform().daemon().name("confinement").start(task));
    }
}
