package dev.millrace.controller.evaluator;

import dev.millrace.wire.FrameStream;
import dev.millrace.wire.Protocol;
import dev.millrace.wire.proto.Configure;
import dev.millrace.wire.proto.FromEvaluator;
import dev.millrace.wire.proto.Ready;
import dev.millrace.wire.proto.ToEvaluator;
import dev.millrace.wire.proto.Validate;
import dev.millrace.wire.proto.Validated;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A conversation with one evaluator. Two threads of its own: one reads and hands over at once, one writes. What waits to be written is bounded by
 * {@link #LONGEST_QUEUE}: an evaluator that does not read is ended. Safe for use by many threads.
 */
final class Evaluator implements Evaluators.Host {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_QUEUE = 1_000_000;
    private static final int MOST_LEAVING = 100_000;

    private final EvaluatorLauncher.Started process;
    private final Isolation isolation;
    private final BlockingQueue<ToEvaluator> outgoing = new LinkedBlockingQueue<>(LONGEST_QUEUE);
    private final Map<Long, RunListener> runs = new ConcurrentHashMap<>();
    private final Set<Long> leaving = ConcurrentHashMap.newKeySet();
    private final Map<Long, CompletableFuture<Validated>> questions = new ConcurrentHashMap<>();
    private final AtomicLong lastQuestion = new AtomicLong();
    private final CompletableFuture<Integer> ready = new CompletableFuture<>();
    private final CompletableFuture<String> gone = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean retired;
    private volatile boolean worn;

    Evaluator(EvaluatorLauncher.Started process, Configure configure, Isolation isolation) {
        this.process = process;
        this.isolation = isolation;
        send(ToEvaluator.newBuilder().setConfigure(configure).build());
        Thread.ofPlatform().daemon().name("evaluator-out").start(this::write);
        Thread.ofPlatform().daemon().name("evaluator-in").start(this::read);
    }

    /** Completes with the newest semantics that it knows; fails where it is gone first. */
    CompletableFuture<Integer> ready() {
        return ready;
    }

    /** Completes with why, when it is gone. */
    CompletableFuture<String> gone() {
        return gone;
    }

    boolean alive() {
        return !ended.get();
    }

    /** It says that it is used up. */
    boolean worn() {
        return worn;
    }

    int runs() {
        return runs.size();
    }

    @Override
    public Program open(long run, RunListener listener) {
        leaving.remove(run);
        runs.put(run, listener);
        if (!alive() && runs.remove(run, listener)) {
            listener.gone("it had ended before");
        }
        return new PipedProgram(run, this);
    }

    /** Hears no more of a run. It may still speak of it until it answers that it was dropped. */
    void forget(long run) {
        leaving.add(run);
        runs.remove(run);
        if (leaving.size() > MOST_LEAVING) {
            kill("it does not let go of runs");
        }
        endIfRetired();
    }

    /** It gets nothing more to do, and ends when what it has is done. */
    void retire() {
        retired = true;
        endIfRetired();
    }

    private void endIfRetired() {
        if (retired && runs.isEmpty() && questions.isEmpty()) {
            kill("another one took its place");
        }
    }

    /** Asks what is wrong with a source. Fails where the evaluator is gone first. */
    CompletableFuture<Validated> validate(Validate request) {
        var question = lastQuestion.incrementAndGet();
        var answer = new CompletableFuture<Validated>();
        questions.put(question, answer);
        send(ToEvaluator.newBuilder()
                .setValidate(request.toBuilder().setRequest(question))
                .build());
        if (!alive()) {
            answer.completeExceptionally(new IOException("The evaluator is gone"));
        }
        return answer.whenComplete((_, _) -> {
            questions.remove(question);
            endIfRetired();
        });
    }

    void send(ToEvaluator message) {
        if (alive() && !outgoing.offer(message)) {
            kill("it does not read what it is sent");
        }
    }

    /** Ends it; whoever is here hears of it. */
    void kill(String why) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        process.kill();
        LOG.atInfo().addKeyValue("why", why).addKeyValue("runs", runs.size()).log("evaluator-gone");
        var failure = new IOException("The evaluator is gone: " + why);
        ready.completeExceptionally(failure);
        questions.values().forEach(question -> question.completeExceptionally(failure));
        for (var run : List.copyOf(runs.keySet())) {
            var listener = runs.remove(run);
            if (listener != null) {
                listener.gone(why);
            }
        }
        outgoing.clear();
        gone.complete(why);
    }

    private void write() {
        try (var out = new BufferedOutputStream(process.input(), BUFFER)) {
            while (alive()) {
                var message = outgoing.poll();
                if (message == null) {
                    out.flush();
                    message = outgoing.take();
                }
                FrameStream.write(out, message, Protocol.EVALUATOR_FRAME_LIMIT);
            }
        } catch (IOException e) {
            kill(process.obituary());
        } catch (InterruptedException e) {
            kill("the controller stops");
        }
    }

    private void read() {
        try (var in = new BufferedInputStream(process.output(), BUFFER)) {
            while (true) {
                var message = FrameStream.read(in, FromEvaluator.parser(), Protocol.EVALUATOR_FRAME_LIMIT);
                if (message.isEmpty()) {
                    kill(process.obituary());
                    return;
                }
                take(message.get());
            }
        } catch (IOException e) {
            kill(alive() ? "it could not be understood: " + e.getMessage() : "it was ended");
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("evaluator-conversation-failed");
            kill("what it said could not be taken: " + e);
        }
    }

    private void take(FromEvaluator message) {
        switch (message.getBodyCase()) {
            case READY -> ready(message.getReady());
            case VALIDATED -> {
                var question = questions.get(message.getValidated().getRequest());
                if (question != null) {
                    question.complete(message.getValidated());
                }
            }
            case EMITTED, CANCEL, DIVERGED, LIVE, NEED, RESTING, PROBED -> {
                var listener = runs.get(message.getRun());
                if (listener != null) {
                    tell(listener, message);
                } else if (!leaving.contains(message.getRun())) {
                    kill("it spoke of run %d, which it does not have".formatted(message.getRun()));
                }
            }
            case WORN -> {
                LOG.atInfo().addKeyValue("why", message.getWorn().getWhy()).log("evaluator-worn");
                worn = true;
            }
            case DROPPED -> leaving.remove(message.getRun());
            case BODY_NOT_SET -> kill("it said something that is no message");
        }
    }

    private void ready(Ready said) {
        if (said.getUnconfined().isEmpty()) {
            ready.complete(said.getSemantics());
            return;
        }
        LOG.atWarn().addKeyValue("why", said.getUnconfined()).log("evaluator-unconfined");
        if (isolation == Isolation.REQUIRED) {
            kill("it must be isolated, and cannot filter its system calls: " + said.getUnconfined());
        } else {
            ready.complete(said.getSemantics());
        }
    }

    private static void tell(RunListener listener, FromEvaluator message) {
        switch (message.getBodyCase()) {
            case EMITTED -> listener.emitted(message.getEmitted());
            case CANCEL ->
                listener.unwanted(
                        message.getCancel().getStep(), message.getCancel().getReason());
            case DIVERGED -> listener.diverged(message.getDiverged());
            case LIVE -> listener.live(message.getLive().getPendingList());
            case NEED -> listener.need(message.getNeed().getDigest());
            case RESTING -> listener.resting();
            case PROBED -> listener.probed(message.getProbed());
            case READY, VALIDATED, DROPPED, WORN, BODY_NOT_SET ->
                throw new IllegalStateException("Not of a run: " + message.getBodyCase());
        }
    }
}
