package dev.millrace.wire;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows one key to every peer. A key store would be filled and encrypted first, which takes longer than a handshake. */
final class ShownKey extends X509ExtendedKeyManager {
    private static final String ALIAS = "own";

    private final TlsIdentity own;

    ShownKey(TlsIdentity own) {
        this.own = own;
    }

    private @Nullable String alias(String... types) {
        return List.of(types).contains(own.key().getAlgorithm()) ? ALIAS : null;
    }

    private String @Nullable [] aliases(String type) {
        var alias = alias(type);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String type, Principal[] issuers, SSLEngine engine) {
        return alias(type);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
        return alias(types);
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return alias(type);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return alias(types);
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
        return aliases(type);
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
        return aliases(type);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return alias.equals(ALIAS) ? new X509Certificate[] {own.certificate()} : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return alias.equals(ALIAS) ? own.key() : null;
    }
}
