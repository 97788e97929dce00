package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.controller.evaluator.Domain;
import dev.millrace.controller.evaluator.Evaluators;
import dev.millrace.controller.evaluator.Program;
import dev.millrace.controller.evaluator.RunListener;
import dev.millrace.controller.source.LibraryTrees;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Probe;
import dev.millrace.wire.proto.Probed;
import dev.millrace.wire.proto.Start;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** Has programs looked at beside a journal, in a process in which no run is. Safe for use by many threads. */
final class Probing {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Evaluators evaluators;
    private final LibraryTrees trees;
    private final Executor executor;
    /** Far below those of other programs that are no runs. */
    private final AtomicLong numbers = new AtomicLong(-1L << 40);

    Probing(Evaluators evaluators, LibraryTrees trees, Executor executor) {
        this.evaluators = evaluators;
        this.trees = trees;
        this.executor = executor;
    }

    /**
     * What the program makes of a journal; blocks.
     *
     * @param brief of the edited program
     * @param semantics that the run is pinned to
     * @param journal of the run before; entries that are neither the program's nor for it are left out
     * @param again steps of it that are to be done again
     * @throws IOException no evaluator answered
     */
    Probed graft(RunBrief brief, int semantics, List<JournalEntry> journal, Set<Integer> again)
            throws IOException, InterruptedException {
        return ask(
                brief,
                brief.start(journal, semantics).toBuilder()
                        .setProbe(Probe.newBuilder().addAllAgain(again))
                        .build(),
                journal,
                journal);
    }

    /**
     * What a program is like where the first entries of its journal end; blocks.
     *
     * @param semantics that the run is pinned to
     * @param length how many entries
     * @throws IOException no evaluator answered
     */
    Probed still(RunBrief brief, int semantics, List<JournalEntry> journal, int length)
            throws IOException, InterruptedException {
        return ask(
                brief,
                brief.start(journal, semantics).toBuilder()
                        .setProbe(Probe.newBuilder().setInspect(true))
                        .build(),
                journal,
                journal.subList(0, length));
    }

    private Probed ask(RunBrief brief, Start start, List<JournalEntry> whole, List<JournalEntry> history)
            throws IOException, InterruptedException {
        var domain = new Domain(
                brief.domain().organization(), "rehearsal of " + brief.domain().trust());
        var one = new One(whole);
        var program = evaluators.of(domain, false).open(numbers.decrementAndGet(), one);
        one.opened.complete(program);
        try {
            program.start(start, history);
            var answer = one.answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            program.drop();
            return answer;
        } catch (ExecutionException e) {
            var cause = e.getCause();
            throw new IOException(
                    cause == null ? "The pipeline was not looked at" : String.valueOf(cause.getMessage()), e);
        } catch (TimeoutException e) {
            program.drop();
            program.broken("a pipeline that is only looked at hangs in it");
            throw new IOException("The pipeline did not come to the end of the journal in " + Spans.words(LONGEST), e);
        }
    }

    private final class One implements RunListener {
        private final RunMachine machine = new RunMachine();
        private final ToldBlobs told = new ToldBlobs(trees);
        private final CompletableFuture<Program> opened = new CompletableFuture<>();
        private final CompletableFuture<Probed> answer = new CompletableFuture<>();

        One(List<JournalEntry> journal) {
            journal.forEach(machine::apply);
        }

        @Override
        public void probed(Probed said) {
            answer.complete(said);
        }

        @Override
        public void need(ByteString digest) {
            executor.execute(() -> content(digest));
        }

        private synchronized void content(ByteString digest) {
            var program = opened.join();
            told.content(machine.told(), digest)
                    .ifPresentOrElse(
                            program::content, () -> program.broken("it asked for a blob that it was not told of"));
        }

        @Override
        public void gone(String why) {
            answer.completeExceptionally(new IOException("The process that looked at the pipeline ended: " + why));
        }

        @Override
        public void emitted(Emitted emitted) {
            broken();
        }

        @Override
        public void live(List<Emitted> pending) {
            broken();
        }

        @Override
        public void unwanted(int step, String reason) {
            broken();
        }

        @Override
        public void diverged(Diverged difference) {
            broken();
        }

        @Override
        public void resting() {
            broken();
        }

        private void broken() {
            executor.execute(() -> opened.join().broken("a program that is only looked at wants something"));
        }
    }
}
