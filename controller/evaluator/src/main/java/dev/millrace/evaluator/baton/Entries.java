package dev.millrace.evaluator.baton;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.Closed;
import dev.millrace.wire.proto.Ended;
import dev.millrace.wire.proto.HandedOut;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.NamedValue;
import dev.millrace.wire.proto.Noted;
import dev.millrace.wire.proto.Place;
import dev.millrace.wire.proto.StepContext;
import dev.millrace.wire.proto.Value;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Builds the entries that come from the program. */
final class Entries {
    private Entries() {}

    static JournalEntry asked(int step, Call call, Branch branch) {
        return JournalEntry.newBuilder()
                .setAsked(Asked.newBuilder()
                        .setStep(step)
                        .setName(call.name())
                        .setPlace(place(branch.number, branch.scope, call.spot()))
                        .addAllArguments(call.arguments())
                        .setDigest(digest(call.name(), call.arguments()))
                        .setBlock(call.block()))
                .build();
    }

    static JournalEntry noted(int step, Call call, int branch, Scope scope) {
        return JournalEntry.newBuilder()
                .setNoted(Noted.newBuilder()
                        .setStep(step)
                        .setName(call.name())
                        .setPlace(place(branch, scope, call.spot()))
                        .addAllArguments(call.arguments())
                        .setDigest(digest(call.name(), call.arguments()))
                        .setBlock(call.block()))
                .build();
    }

    static JournalEntry branch(int step, String name, int branch, Scope scope, Spot spot) {
        var argument = NamedValue.newBuilder()
                .setName("name")
                .setValue(Value.newBuilder().setText(name))
                .build();
        var call = new Call("branch", List.of(argument), true, spot, StepContext.getDefaultInstance());
        return noted(step, call, branch, scope);
    }

    static JournalEntry closed(int step, Leaving leaving) {
        return JournalEntry.newBuilder()
                .setClosed(Closed.newBuilder()
                        .setStep(step)
                        .setResult(leaving.result())
                        .setMessage(leaving.message())
                        .addAllTold(leaving.told()))
                .build();
    }

    static JournalEntry handedOut(String kind, Value value) {
        return JournalEntry.newBuilder()
                .setHandedOut(HandedOut.newBuilder().setKind(kind).setValue(value))
                .build();
    }

    static JournalEntry ended(Ended ended) {
        return JournalEntry.newBuilder().setEnded(ended).build();
    }

    /** The same entry, in another line. */
    static JournalEntry at(JournalEntry entry, Spot spot) {
        if (!entry.hasNoted()) {
            return entry;
        }
        var noted = entry.getNoted();
        var place = noted.getPlace().toBuilder().setFile(spot.file()).setLine(spot.line());
        return entry.toBuilder().setNoted(noted.toBuilder().setPlace(place)).build();
    }

    private static Place place(int branch, Scope scope, Spot spot) {
        return Place.newBuilder()
                .setBranch(branch)
                .setParent(scope.step)
                .setFile(spot.file())
                .setLine(spot.line())
                .build();
    }

    private static ByteString digest(String name, List<NamedValue> arguments) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(name.getBytes(StandardCharsets.UTF_8));
            for (var argument : arguments) {
                sha.update((byte) 0);
                sha.update(argument.toByteArray());
            }
            return ByteString.copyFrom(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
