package dev.millrace.agent.link;

import dev.millrace.wire.TlsContexts;
import dev.millrace.wire.TlsIdentity;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * The agent's key, and while it is rotated the next one beside it. The next one takes its place when the controller has let the agent in with it: until
 * then both are kept, and the one that the controller knows is found by trying. For the link's thread.
 */
final class Keys {
    private final LinkSettings settings;
    private TlsIdentity current;
    private Optional<TlsIdentity> next;
    private SslContext tls;
    private boolean showsNext;
    private boolean triedOther;

    private Keys(LinkSettings settings, TlsIdentity current, Optional<TlsIdentity> next) throws IOException {
        this.settings = settings;
        this.current = current;
        this.next = next;
        this.tls = TlsContexts.client(current, settings.fingerprint());
    }

    /** Loads what is there, or makes the first key. */
    static Keys open(LinkSettings settings) throws IOException {
        return new Keys(
                settings,
                TlsIdentity.loadOrCreate(settings.directory(), settings.name(), Instant.now()),
                TlsIdentity.loadNext(settings.directory()));
    }

    /** What the next connection is made with. */
    SslContext tls() {
        return tls;
    }

    /** Which of its keys that shows. */
    TlsIdentity shown() {
        return showsNext ? next.orElse(current) : current;
    }

    /** The certificate of the next key, which is made where there is none yet. It is on disk before anyone hears of it. */
    byte[] propose() throws IOException {
        var proposed = next.isPresent()
                ? next.get()
                : TlsIdentity.createNext(settings.directory(), settings.name(), Instant.now());
        next = Optional.of(proposed);
        try {
            return proposed.certificate().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IOException("The certificate of the next key cannot be encoded", e);
        }
    }

    /** The controller noted a key; true where it is the next one, which is to be used now. */
    boolean taken(byte[] digest) throws IOException {
        boolean ours = next.filter(proposed -> Arrays.equals(proposed.keyDigest(), digest))
                .isPresent();
        if (ours) {
            show(true);
        }
        return ours;
    }

    /** The controller does not know the key that was shown; true where there is another one to try. */
    boolean unknown() throws IOException {
        if (next.isEmpty() || triedOther) {
            return false;
        }
        triedOther = true;
        show(!showsNext);
        return true;
    }

    /** The controller let the agent in: what was shown is its key. */
    void known() throws IOException {
        triedOther = false;
        if (showsNext && next.isPresent()) {
            TlsIdentity.promoteNext(settings.directory());
            current = next.get();
            next = Optional.empty();
            showsNext = false;
        }
    }

    private void show(boolean other) throws IOException {
        showsNext = other;
        tls = TlsContexts.client(shown(), settings.fingerprint());
    }
}
