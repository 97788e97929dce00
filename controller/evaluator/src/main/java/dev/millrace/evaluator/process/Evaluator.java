package dev.millrace.evaluator.process;

import dev.millrace.evaluator.language.Pipelines;
import dev.millrace.evaluator.language.StepCatalog;
import dev.millrace.evaluator.library.SharedLibraries;
import dev.millrace.evaluator.lint.Examiner;
import dev.millrace.evaluator.stages.Stages;
import dev.millrace.wire.proto.Configure;
import dev.millrace.wire.proto.Dropped;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.Ready;
import dev.millrace.wire.proto.Resting;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.ToEvaluator;
import dev.millrace.wire.proto.Validate;
import dev.millrace.wire.proto.Worn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads what the controller sends and passes it to the runs. Ends when the controller's end of the pipe is gone. */
public final class Evaluator {
    /** What a run leaves behind that nobody thought of adds up. */
    private static final int MOST_RUNS = 1_000_000;

    private static final int UNCOMMITTED_LIMIT = 1000;
    private final InputStream in;
    private final CompletableFuture<Optional<String>> confinement;
    private final Outgoing outgoing;
    private final Runnable orphaned;
    private final Map<Long, Session> sessions = new ConcurrentHashMap<>();
    private final Watchdog watchdog = new Watchdog(sessions.values(), this::worn);
    private Pipelines pipelines =
            new Pipelines(new StepCatalog(List.of()), Stages.DIALECT, SharedLibraries.ofProcess());
    private Examiner examiner = new Examiner(new StepCatalog(List.of()), pipelines);
    private int begun;
    private int uncommittedLimit = UNCOMMITTED_LIMIT;

    /**
     * Over these streams.
     *
     * @param confinement completes with why the process could not be confined, or empty; nothing but the configuration is looked at before
     * @param orphaned what to do where nobody reads the output any more: its runs are replayed elsewhere
     */
    public Evaluator(
            InputStream in, OutputStream out, CompletableFuture<Optional<String>> confinement, Runnable orphaned) {
        this.in = in;
        this.confinement = confinement;
        this.outgoing = new Outgoing(out);
        this.orphaned = orphaned;
    }

    /** Over these streams, in a process that is confined otherwise or not at all, and that is used for something else too. */
    public Evaluator(InputStream in, OutputStream out) {
        this(in, out, CompletableFuture.completedFuture(Optional.of("it was not asked to be")), () -> {});
    }

    /** Serves until the input ends. */
    public void serve() throws IOException {
        var writer = Thread.ofPlatform().daemon().name("writer").start(() -> {
            try {
                outgoing.write();
            } catch (IOException e) {
                orphaned.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        watchdog.start();
        try {
            for (var frame = Frames.read(in); frame.isPresent(); frame = Frames.read(in)) {
                take(ToEvaluator.parseFrom(frame.get()));
            }
        } finally {
            writer.interrupt();
        }
    }

    private void take(ToEvaluator message) {
        var run = message.getRun();
        switch (message.getBodyCase()) {
            case CONFIGURE -> configure(message.getConfigure());
            case VALIDATE -> validate(message.getValidate());
            case START -> start(run, message.getStart());
            case HISTORY -> with(run, session -> session.history(message.getHistory()));
            case DELIVERY ->
                with(run, session -> session.deliver(message.getDelivery().getEntry()));
            case COMMITTED ->
                with(run, session -> session.committed(message.getCommitted().getEntries()));
            case DROP -> drop(run);
            case CONTENT -> with(run, session -> session.content(message.getContent()));
            case REST -> with(run, session -> rest(run, session));
            case BODY_NOT_SET -> {}
        }
    }

    private void rest(long run, Session session) {
        if (session.rest()) {
            sessions.remove(run);
            outgoing.send(FromEvaluator.newBuilder()
                    .setRun(run)
                    .setResting(Resting.getDefaultInstance())
                    .build());
        }
    }

    private void configure(Configure configure) {
        var catalog = new StepCatalog(configure.getStepsList(), configure.getSymbolsList());
        pipelines = new Pipelines(catalog, Stages.DIALECT, SharedLibraries.ofProcess());
        examiner = new Examiner(catalog, pipelines);
        if (configure.getUncommittedLimit() > 0) {
            uncommittedLimit = configure.getUncommittedLimit();
        }
        var release = Evaluator.class.getPackage().getImplementationVersion();
        outgoing.send(FromEvaluator.newBuilder()
                .setReady(Ready.newBuilder()
                        .setRelease(release == null ? "development" : release)
                        .setSemantics(Semantics.NEWEST)
                        .setUnconfined(confinement.join().orElse("")))
                .build());
    }

    private void validate(Validate request) {
        var checker = examiner;
        Thread.ofVirtual()
                .name("validate")
                .start(() -> outgoing.send(FromEvaluator.newBuilder()
                        .setValidated(checker.examine(request))
                        .build()));
    }

    private void worn(String why) {
        outgoing.send(FromEvaluator.newBuilder()
                .setWorn(Worn.newBuilder().setWhy(why))
                .build());
    }

    private void start(long run, Start start) {
        if (++begun == MOST_RUNS) {
            worn("it has begun %d runs".formatted(begun));
        }
        drop(sessions.remove(run));
        sessions.put(run, new Session(run, start, pipelines, outgoing, uncommittedLimit));
    }

    private void drop(long run) {
        drop(sessions.remove(run));
        outgoing.send(FromEvaluator.newBuilder()
                .setRun(run)
                .setDropped(Dropped.getDefaultInstance())
                .build());
    }

    private void drop(@Nullable Session session) {
        if (session != null) {
            session.stop();
            watchdog.left(session);
        }
    }

    private void with(long run, java.util.function.Consumer<Session> use) {
        var session = sessions.get(run);
        if (session != null) {
            use.accept(session);
        }
    }
}
