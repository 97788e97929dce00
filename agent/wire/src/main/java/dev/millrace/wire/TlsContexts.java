package dev.millrace.wire;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS 1.3 with keys instead of authorities, for Netty. Both sides show a certificate; TLS proves that they hold its key. */
public final class TlsContexts {
    /** Native code where it is there: ten thousand agents that come back at once are ten thousand handshakes. */
    private static final SslProvider PROVIDER = OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK;

    private TlsContexts() {}

    /** Finds out what there is and loads it, which takes a while; otherwise the first context does. */
    public static void prepare() {
        var _ = PROVIDER.name();
    }

    /** For the controller: any client key is let in here; who it is, and whether it may, is decided from its digest afterwards. */
    public static SslContext server(TlsIdentity own) throws SSLException {
        return SslContextBuilder.forServer(new ShownKey(own))
                .sslProvider(PROVIDER)
                .protocols("TLSv1.3")
                .clientAuth(ClientAuth.REQUIRE)
                .trustManager(new Pinned(null))
                .build();
    }

    /** For an agent: the controller must show exactly the certificate with this fingerprint. */
    public static SslContext client(TlsIdentity own, String controllerFingerprint) throws SSLException {
        return SslContextBuilder.forClient()
                .keyManager(new ShownKey(own))
                .sslProvider(PROVIDER)
                .protocols("TLSv1.3")
                .trustManager(new Pinned(controllerFingerprint))
                .endpointIdentificationAlgorithm(null)
                .build();
    }

    /** Trusts one certificate by fingerprint, or, for a server, any client's. */
    private static final class Pinned extends X509ExtendedTrustManager {
        private final @Nullable String fingerprint;

        Pinned(@Nullable String fingerprint) {
            this.fingerprint = fingerprint;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            if (chain.length == 0) {
                throw new CertificateException("The peer shows no certificate");
            }
            if (fingerprint != null) {
                var found = TlsIdentity.fingerprint(chain[0]);
                if (!found.equalsIgnoreCase(fingerprint)) {
                    throw new CertificateException(
                            "The controller's certificate has the fingerprint %s, not %s: it is another controller, or its certificate was renewed; join again"
                                    .formatted(found, fingerprint));
                }
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
