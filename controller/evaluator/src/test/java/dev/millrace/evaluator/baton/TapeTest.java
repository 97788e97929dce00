package dev.millrace.evaluator.baton;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Began;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.HandedOut;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Outcome;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.Result;
import dev.millrace.wire.proto.Value;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TapeTest {
    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of("the same step", asked(1, "sh", "make", 3), asked(1, "sh", "make", 3), true),
                Arguments.of(
                        "the same step on another line", asked(1, "sh", "make", 3), asked(1, "sh", "make", 9), true),
                Arguments.of("other arguments", asked(1, "sh", "make", 3), asked(1, "sh", "make all", 3), false),
                Arguments.of("another step", asked(1, "sh", "make", 3), asked(1, "bat", "make", 3), false),
                Arguments.of("another number", asked(1, "sh", "make", 3), asked(2, "sh", "make", 3), false),
                Arguments.of("asked and noted", asked(1, "sh", "make", 3), noted(1, "sh"), false),
                Arguments.of("values handed out", handedOut("time", 1), handedOut("time", 2), true),
                Arguments.of("values of other kinds", handedOut("time", 1), handedOut("uuid", 1), false),
                Arguments.of(
                        "messages of blocks", closed(1, Result.FAILURE, "a"), closed(1, Result.FAILURE, "b"), true),
                Arguments.of(
                        "results of blocks", closed(1, Result.FAILURE, "a"), closed(1, Result.SUCCESS, "a"), false),
                Arguments.of("ends", ended(Result.SUCCESS), ended(Result.FAILURE), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void what_is_compared(String what, JournalEntry held, JournalEntry made, boolean same) throws Divergence {
        var tape = new Tape(List.of(held));
        if (same) {
            assertSame(held, tape.compare(made, Spot.UNKNOWN), what);
            assertTrue(tape.atEdge());
        } else {
            assertThrows(Divergence.class, () -> tape.compare(made, Spot.UNKNOWN), what);
        }
    }

    @Test
    void a_difference_names_both_sides_and_the_line() {
        var tape = new Tape(List.of(noted(1, "echo"), asked(2, "sh", "make", 3)));
        var difference = assertThrows(Divergence.class, () -> {
                    tape.compare(noted(1, "echo"), Spot.UNKNOWN);
                    tape.compare(asked(2, "sh", "make all", 4), new Spot("", 4));
                })
                .difference();
        assertEquals(1, difference.getPosition());
        assertEquals("sh 'make' at line 3", difference.getExpected());
        assertEquals("sh 'make all' at line 4", difference.getActual());
        assertEquals(4, difference.getLine());
    }

    @Test
    void entries_for_the_program_come_in_their_order_whatever_is_between() {
        var first = outcome(2);
        var second = outcome(1);
        var tape = new Tape(List.of(
                JournalEntry.newBuilder().setBegan(Began.getDefaultInstance()).build(),
                asked(1, "sh", "a", 1),
                asked(2, "sh", "b", 1),
                first,
                noted(3, "echo"),
                second));
        assertEquals(3, tape.length());
        assertFalse(tape.atEdge());
        assertTrue(tape.answers(1));
        assertFalse(tape.answers(3));
        assertSame(first, tape.nextDelivery().orElseThrow());
        assertSame(second, tape.nextDelivery().orElseThrow());
        assertTrue(tape.nextDelivery().isEmpty());
    }

    private static JournalEntry asked(int step, String name, String script, int line) {
        return JournalEntry.newBuilder()
                .setAsked(Asked.newBuilder()
                        .setStep(step)
                        .setName(name)
                        .setPlace(Place.newBuilder().setLine(line))
                        .setDigest(ByteString.copyFromUtf8(script))
                        .addArguments(NamedValue.newBuilder()
                                .setName("script")
                                .setValue(Value.newBuilder().setText(script))))
                .build();
    }

    private static JournalEntry noted(int step, String name) {
        return JournalEntry.newBuilder()
                .setNoted(Noted.newBuilder().setStep(step).setName(name))
                .build();
    }

    private static JournalEntry handedOut(String kind, long value) {
        return JournalEntry.newBuilder()
                .setHandedOut(HandedOut.newBuilder()
                        .setKind(kind)
                        .setValue(Value.newBuilder().setInteger(value)))
                .build();
    }

    private static JournalEntry closed(int step, Result result, String message) {
        return JournalEntry.newBuilder()
                .setClosed(Closed.newBuilder().setStep(step).setResult(result).setMessage(message))
                .build();
    }

    private static JournalEntry ended(Result result) {
        return JournalEntry.newBuilder()
                .setEnded(Ended.newBuilder().setResult(result))
                .build();
    }

    private static JournalEntry outcome(int step) {
        return JournalEntry.newBuilder()
                .setOutcome(Outcome.newBuilder().setStep(step))
                .build();
    }
}
