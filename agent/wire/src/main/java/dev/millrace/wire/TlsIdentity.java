package dev.millrace.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key pair on P-256 with a self-signed certificate: how a controller and an agent know each other. No authority vouches for it; the other side
 * remembers the digest of its public key (an agent's) or of its certificate (a controller's).
 *
 * @param key the private key
 * @param certificate self-signed
 */
public record TlsIdentity(PrivateKey key, X509Certificate certificate) {
    private static final Duration LIFETIME = Duration.ofDays(3650);
    private static final String FILE = "identity.pem";
    private static final String NEXT_FILE = "identity.next.pem";
    private static final String KEY = "PRIVATE KEY";
    private static final String CERTIFICATE = "CERTIFICATE";

    /** Makes a new one, valid from a day before {@code now} (clocks differ) for ten years. */
    public static TlsIdentity create(String commonName, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var name = new X500Name("CN=" + commonName.replaceAll("[^A-Za-z0-9._ -]", "_"));
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(127, new SecureRandom()),
                    Date.from(now.minus(Duration.ofDays(1))),
                    Date.from(now.plus(LIFETIME)),
                    name,
                    pair.getPublic());
            var signed = builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
            return new TlsIdentity(pair.getPrivate(), new JcaX509CertificateConverter().getCertificate(signed));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("This Java platform cannot make a P-256 certificate", e);
        }
    }

    /** Loads what was saved in a directory, or makes a new one and saves it there (file mode 0600). */
    public static TlsIdentity loadOrCreate(Path directory, String commonName, Instant now) throws IOException {
        var saved = load(directory, FILE);
        if (saved.isPresent()) {
            return saved.get();
        }
        var identity = create(commonName, now);
        identity.save(directory, FILE);
        return identity;
    }

    /** The one that is to follow the one of this directory, where there is one. */
    public static Optional<TlsIdentity> loadNext(Path directory) throws IOException {
        return load(directory, NEXT_FILE);
    }

    /** Makes the one that is to follow the one of this directory, and saves it beside that. */
    public static TlsIdentity createNext(Path directory, String commonName, Instant now) throws IOException {
        var identity = create(commonName, now);
        identity.save(directory, NEXT_FILE);
        return identity;
    }

    /** The one that was to follow takes the place of the one of this directory, at once. */
    public static void promoteNext(Path directory) throws IOException {
        Files.move(directory.resolve(NEXT_FILE), directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The digest of the key of a certificate that this key signed, which proves that whoever made it has the private one.
     *
     * @throws GeneralSecurityException where it is anything else
     */
    public static byte[] provenKey(byte[] selfSigned) throws GeneralSecurityException {
        var certificate =
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(selfSigned));
        certificate.verify(certificate.getPublicKey());
        return keyDigest(certificate.getPublicKey());
    }

    /** Deletes what was saved in a directory, if anything. */
    public static void delete(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(NEXT_FILE));
        Files.deleteIfExists(directory.resolve(FILE));
    }

    /** By the platform's own means: making an identity, which happens once, is all that a library is needed for. */
    private static Optional<TlsIdentity> load(Path directory, String name) throws IOException {
        var file = directory.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        try {
            var key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(part(text, KEY)));
            var certificate = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(part(text, CERTIFICATE)));
            return Optional.of(new TlsIdentity(key, (X509Certificate) certificate));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(
                    "%s is not a private key and a certificate in PEM: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** What stands between the lines of this kind; RFC 7468. */
    private static byte[] part(String text, String kind) {
        var begin = "-----BEGIN " + kind + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf("-----END " + kind + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("it has no " + kind);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    }

    private static String pem(String kind, byte[] bytes) {
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes));
    }

    private String pem() {
        try {
            return pem(KEY, key.getEncoded()) + pem(CERTIFICATE, certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The certificate cannot be encoded", e);
        }
    }

    private void save(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        var posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        var temporary = posix
                ? Files.createTempFile(
                        directory,
                        name,
                        ".new",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(directory, name, ".new");
        try (var file = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(pem().getBytes(StandardCharsets.US_ASCII)));
            file.force(true);
        }
        Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** SHA-256 of the public key's SubjectPublicKeyInfo: what the other side remembers of an agent. */
    public byte[] keyDigest() {
        return keyDigest(certificate.getPublicKey());
    }

    /** SHA-256 of a public key's SubjectPublicKeyInfo. */
    public static byte[] keyDigest(PublicKey key) {
        return sha256(key.getEncoded());
    }

    /** SHA-256 of the certificate, 64 small hexadecimal digits: what an agent pins of its controller. */
    public String fingerprint() {
        return fingerprint(certificate);
    }

    /** SHA-256 of a certificate, 64 small hexadecimal digits. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(sha256(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The certificate cannot be encoded", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "TlsIdentity[" + fingerprint() + "]";
    }
}
