package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A backend at whose n-th call of some kind the controller is killed: nothing after it happens any more. */
final class BreakingBackend implements BlobBackend {
    private final BlobBackend real;
    private final AtomicInteger publishes = new AtomicInteger(Integer.MAX_VALUE);
    private final AtomicInteger deletes = new AtomicInteger(Integer.MAX_VALUE);

    BreakingBackend(BlobBackend real) {
        this.real = real;
    }

    /** What a kill looks like from inside: no handler has anything to do with it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** Killed right after the n-th publishing from now on, counted from 1. */
    void killAfterPublish(int nth) {
        publishes.set(nth);
    }

    /** Killed before the n-th deletion from now on, counted from 1. */
    void killBeforeDelete(int nth) {
        deletes.set(nth);
    }

    @Override
    public String where() {
        return real.where();
    }

    @Override
    public Incoming write(BlobKey key, long size) throws IOException {
        var incoming = real.write(key, size);
        return new Incoming() {
            @Override
            public void write(byte[] data, int offset, int length) throws IOException {
                incoming.write(data, offset, length);
            }

            @Override
            public void publish() throws IOException {
                incoming.publish();
                if (publishes.decrementAndGet() == 0) {
                    throw new Killed();
                }
            }

            @Override
            public void close() {
                incoming.close();
            }
        };
    }

    @Override
    public InputStream read(BlobKey key, long size, long offset) throws IOException {
        return real.read(key, size, offset);
    }

    @Override
    public boolean seemsThere(BlobKey key, long size) {
        return real.seemsThere(key, size);
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        if (deletes.decrementAndGet() == 0) {
            throw new Killed();
        }
        real.delete(key);
    }

    @Override
    public List<BlobKey> find(Digest digest) throws IOException {
        return real.find(digest);
    }

    @Override
    public void list(Visitor visitor) throws IOException {
        real.list(visitor);
    }

    @Override
    public void discardUnpublished(Instant before) throws IOException {
        real.discardUnpublished(before);
    }

    @Override
    public Optional<URI> presigned(BlobKey key, Duration valid) {
        return real.presigned(key, valid);
    }

    @Override
    public void close() {
        real.close();
    }
}
