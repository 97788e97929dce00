package dev.millrace.cli;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Sends what a server lacks of a tree. */
final class Upload {
    private static final int ASKED_AT_ONCE = 5_000;
    private static final int SENT_AT_ONCE = 6;

    private final Api api;

    Upload(Api api) {
        this.api = api;
    }

    /** Returns the digest of the stored tree. */
    String send(WorkingTree tree) throws IOException, InterruptedException {
        var missing = missing(List.copyOf(tree.files().keySet()));
        sendAll(missing, tree.files());
        var bytes = tree.bytes();
        var digest = WorkingTree.digest(bytes);
        if (!missing(List.of(digest)).isEmpty()) {
            api.put("blobs/" + digest, BodyPublishers.ofByteArray(bytes));
        }
        return digest;
    }

    /** Sends one file where the server lacks it; returns its digest. */
    String file(Path file) throws IOException, InterruptedException {
        var digest = WorkingTree.digest(file);
        sendAll(missing(List.of(digest)), Map.of(digest, file));
        return digest;
    }

    private List<String> missing(List<String> digests) throws IOException, InterruptedException {
        var missing = new ArrayList<String>();
        for (var from = 0; from < digests.size(); from += ASKED_AT_ONCE) {
            var asked = digests.subList(from, Math.min(digests.size(), from + ASKED_AT_ONCE));
            api.post("blobs/missing", Map.of("digests", asked))
                    .path("missing")
                    .forEach(digest -> missing.add(digest.asText()));
        }
        return missing;
    }

    private void sendAll(List<String> digests, Map<String, Path> files) throws IOException, InterruptedException {
        var places = new Semaphore(SENT_AT_ONCE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = new ArrayList<Future<?>>();
            for (var digest : digests) {
                var file = files.get(digest);
                if (file == null) {
                    throw new IOException("The server asks for a blob that is not in the tree: " + digest);
                }
                places.acquire();
                sent.add(threads.submit(() -> {
                    try {
                        api.put("blobs/" + digest, BodyPublishers.ofFile(file));
                    } finally {
                        places.release();
                    }
                    return digest;
                }));
                failIfOneFailed(sent);
            }
            for (var one : sent) {
                await(one);
            }
        }
    }

    /** Does not go on sending after the first failure. */
    private static void failIfOneFailed(List<Future<?>> sent) throws IOException, InterruptedException {
        for (var one : sent) {
            if (one.state() == Future.State.FAILED) {
                await(one);
            }
        }
        sent.removeIf(one -> one.state() == Future.State.SUCCESS);
    }

    private static void await(Future<?> one) throws IOException, InterruptedException {
        try {
            one.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("An upload failed: " + e.getCause(), e);
        }
    }
}
