package dev.millrace.evaluator.process;

import com.google.protobuf.ByteString;
import dev.millrace.evaluator.language.Contents;
import dev.millrace.wire.proto.Content;
import dev.millrace.wire.proto.Need;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Bytes that a run needs, asked of the controller. The program stands still until they are there; one that is dropped meanwhile stands for good. */
final class Needs implements Contents {
    private final Consumer<Need> ask;
    private final Map<ByteString, CompletableFuture<Content>> asked = new ConcurrentHashMap<>();

    Needs(Consumer<Need> ask) {
        this.ask = ask;
    }

    @Override
    public byte[] get(String digest) {
        var key = ByteString.copyFrom(HexFormat.of().parseHex(digest));
        var answer = asked.computeIfAbsent(key, wanted -> new CompletableFuture<>());
        ask.accept(Need.newBuilder().setDigest(key).build());
        var content = answer.join();
        asked.remove(key);
        if (!content.getError().isEmpty()) {
            throw new IllegalStateException(
                    "The content %s could not be had: %s".formatted(digest, content.getError()));
        }
        return content.getData().toByteArray();
    }

    /** The controller's answer. What was not asked for is left aside. */
    void take(Content content) {
        var waiting = asked.get(content.getDigest());
        if (waiting != null) {
            waiting.complete(content);
        }
    }
}
