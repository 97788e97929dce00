package dev.millrace.controller.execution;

import com.google.protobuf.ByteString;
import dev.millrace.api.step.Arguments;
import dev.millrace.api.step.StepException;
import dev.millrace.controller.evaluator.Evaluators;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Signal;
import dev.millrace.wire.proto.Start;
import dev.millrace.wire.proto.StepContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One program that is no run. Held to the same rules as a run by a {@link RunMachine} of its own. All state belongs to the mailbox. */
final class EvaluatorPerformance implements Programs.Performance, Attachment.Listener {
    private final Programs.Audience audience;
    private final Mailbox mailbox;
    private final Attachment attachment;
    private final RunMachine machine = new RunMachine();
    private final boolean alone;
    private final Executor executor;
    private final Optional<Loans> loans;
    private final int tellEvery;
    private int told;
    private boolean left;

    EvaluatorPerformance(
            Function<Programs.Performance, Programs.Audience> audience,
            boolean alone,
            int uncommittedLimit,
            Executor executor,
            Optional<Loans> loans) {
        this.audience = audience.apply(this);
        this.alone = alone;
        this.executor = executor;
        this.loans = loans;
        this.mailbox = new Mailbox(executor, this::tell);
        this.attachment = new Attachment(mailbox, this, uncommittedLimit, 0);
        this.tellEvery = Math.min(100, uncommittedLimit / 2);
    }

    void begin(Evaluators.Host evaluator, long number, Start start) {
        mailbox.post(() -> {
            attachment.joined(evaluator.open(number, attachment));
            attachment.program().start(start, List.of());
        });
    }

    @Override
    public void answer(int step, @Nullable Object value) {
        conclude(Outcomes.value(step, value));
    }

    @Override
    public void fail(int step, String cause, String message, boolean refused) {
        conclude(
                refused
                        ? Outcomes.refused(step, cause, message)
                        : Outcomes.failed(step, cause, message, Result.FAILURE));
    }

    @Override
    public void lend(Programs.Call call) {
        if (loans.isEmpty()) {
            fail(
                    call.step(),
                    "no-such-library",
                    "There is no library %s here. 'millrace run --dry-run --library NAME=DIR' gives a pipeline one"
                            .formatted(call.arguments().get("identifier")),
                    false);
            return;
        }
        executor.execute(() -> conclude(lent(loans.get(), call)));
    }

    private static Outcome lent(Loans loans, Programs.Call call) {
        var values = new LinkedHashMap<String, Object>();
        call.arguments().forEach((name, value) -> {
            if (value != null) {
                values.put(name, value);
            }
        });
        try {
            return Outcomes.value(call.step(), loans.body().lend(new Arguments(values), _ -> {}));
        } catch (StepException e) {
            return Outcomes.failed(call.step(), e.reason(), String.valueOf(e.getMessage()), Result.FAILURE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcomes.interrupted(call.step(), "The controller stops");
        } catch (RuntimeException e) {
            return Outcomes.failed(
                    call.step(), "internal", "The library cannot be read: " + e.getMessage(), Result.FAILURE);
        }
    }

    @Override
    public void need(Attachment from, ByteString digest) {
        loans.flatMap(given -> given.told().content(machine.told(), digest))
                .ifPresentOrElse(
                        from.program()::content,
                        () -> from.program().broken("it asked for a blob that it was not told of"));
    }

    @Override
    public void interrupt(String reason) {
        mailbox.post(() -> deliver(JournalEntry.newBuilder()
                .setSignal(Signal.newBuilder().setKind(Signal.Kind.ABORT).setReason(reason))
                .build()));
    }

    @Override
    public void leave(boolean stuck) {
        mailbox.post(() -> {
            if (!left) {
                left = true;
                attachment.program().drop();
                if (stuck || alone) {
                    attachment.program().broken("nothing is left for it to do");
                }
            }
        });
    }

    private void conclude(Outcome outcome) {
        mailbox.post(() -> {
            if (machine.waiting().containsKey(outcome.getStep())) {
                deliver(JournalEntry.newBuilder().setOutcome(outcome).build());
            }
        });
    }

    private void deliver(JournalEntry entry) {
        if (!left && !machine.over()) {
            machine.apply(entry);
            attachment.program().deliver(entry);
        }
    }

    @Override
    public void emitted(Attachment from, Emitted emitted) {
        if (left || machine.over()) {
            return;
        }
        var entry = emitted.getEntry();
        try {
            machine.apply(entry);
        } catch (IllegalEntry e) {
            from.program().broken("it broke the rules: " + e.getMessage());
            return;
        }
        switch (entry.getBodyCase()) {
            case ASKED -> audience.asked(call(entry.getAsked(), emitted.getContext()));
            case NOTED -> audience.noted(call(entry.getNoted(), emitted.getContext()));
            case CLOSED -> audience.closed(entry.getClosed().getStep());
            case ENDED -> {
                var ended = entry.getEnded();
                leave(false);
                audience.ended(
                        Results.of(ended.getResult()),
                        ended.getRefused(),
                        EvaluatorPrograms.problems(ended.getProblemsList()));
            }
            case HANDED_OUT -> {}
            case BEGAN, RESTED, OUTCOME, SIGNAL, BODY_NOT_SET ->
                from.program().broken("it made an entry that is not a program's: " + entry.getBodyCase());
        }
    }

    private static Programs.Call call(Asked asked, StepContext context) {
        return call(
                asked.getStep(),
                asked.getName(),
                asked.getBlock(),
                asked.getPlace(),
                asked.getArgumentsList(),
                context);
    }

    private static Programs.Call call(Noted noted, StepContext context) {
        return call(
                noted.getStep(),
                noted.getName(),
                noted.getBlock(),
                noted.getPlace(),
                noted.getArgumentsList(),
                context);
    }

    private static Programs.Call call(
            int step, String name, boolean block, Place place, List<NamedValue> arguments, StepContext context) {
        return new Programs.Call(
                step,
                name,
                block,
                place.getParent(),
                place.getFile(),
                place.getLine(),
                Values.toJava(arguments),
                context.getDirectory(),
                context.getEnvironmentMap());
    }

    @Override
    public void live(Attachment from, List<Emitted> pending) {}

    /** Steps are answered at once: there is nothing to cancel. */
    @Override
    public void unwanted(Attachment from, int step, String reason) {
        conclude(Outcomes.interrupted(step, reason));
    }

    @Override
    public void diverged(Attachment from, Diverged difference) {
        from.program().broken("it differs from a past that it does not have");
    }

    @Override
    public void resting(Attachment from) {
        from.program().broken("it rests without being asked to");
    }

    @Override
    public void gone(Attachment from, String why) {
        if (!left) {
            left = true;
            audience.gone(why);
        }
    }

    /** The program may go on: nothing of it has to be stored. */
    private void tell() {
        var taken = machine.fromProgram();
        attachment.durable(taken);
        if (!left && taken - told >= tellEvery) {
            told = taken;
            attachment.program().committed(taken);
        }
    }
}
