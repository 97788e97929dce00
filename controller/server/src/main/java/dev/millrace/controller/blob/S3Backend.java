package dev.millrace.controller.blob;

import dev.millrace.controller.base.Digest;
import dev.millrace.controller.base.StartRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** A bucket of an S3-compatible store. Its client runs on the caller's thread. */
final class S3Backend implements BlobBackend {
    private static final Logger LOG = LoggerFactory.getLogger(S3Backend.class);

    private final BlobLocation.S3 location;
    private final String top;
    private final S3Client client;
    private final S3Presigner presigner;

    /** @param tag what all its names begin with, below the location's prefix; empty: nothing */
    S3Backend(BlobLocation.S3 location, String tag, S3Credentials credentials, S3Patience patience) {
        this.location = location;
        this.top = directory(location.prefix()) + directory(tag);
        var keys = StaticCredentialsProvider.create(keys(credentials));
        var region = Region.of(location.region());
        var http = UrlConnectionHttpClient.builder()
                .connectionTimeout(patience.connect())
                .socketTimeout(patience.silence())
                .build();
        var builder = S3Client.builder()
                .region(region)
                .credentialsProvider(keys)
                .httpClient(http)
                .forcePathStyle(location.endpoint().isPresent())
                // what is read is checked by its SHA-256, what is sent by its MD5: checksums in trailers are not
                // understood everywhere
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(override -> override.apiCallTimeout(patience.call())
                        .apiCallAttemptTimeout(patience.attempt())
                        .retryStrategy(StandardRetryStrategy.builder()
                                .maxAttempts(patience.attempts())
                                .build()));
        var signer = S3Presigner.builder()
                .region(region)
                .credentialsProvider(keys)
                .serviceConfiguration(S3Configuration.builder()
                        .pathStyleAccessEnabled(location.endpoint().isPresent())
                        .build());
        location.endpoint().ifPresent(endpoint -> {
            builder.endpointOverride(endpoint);
            signer.endpointOverride(endpoint);
        });
        this.client = builder.build();
        this.presigner = signer.build();
    }

    private static AwsCredentials keys(S3Credentials given) {
        return given.session().isEmpty()
                ? AwsBasicCredentials.create(given.access(), given.secret())
                : AwsSessionCredentials.create(given.access(), given.secret(), given.session());
    }

    private static String directory(String name) {
        return name.isEmpty() ? "" : name + "/";
    }

    /**
     * Asks for the bucket. A store that does not answer now may later.
     *
     * @throws StartRefused where it answers that there is no such bucket, or that these keys may not
     */
    S3Backend checked() {
        try {
            client.headBucket(request -> request.bucket(location.bucket()));
        } catch (AwsServiceException e) {
            if (e.statusCode() >= 500) {
                LOG.atWarn().addKeyValue("store", where()).setCause(e).log("blob-store-not-ready");
                return this;
            }
            throw new StartRefused(
                    "Blobs cannot be kept in %s: %s"
                            .formatted(
                                    where(),
                                    switch (e.statusCode()) {
                                        case 404 -> "there is no such bucket";
                                        case 401, 403 -> "the keys are refused";
                                        case 301, 400 -> "it refuses the request, perhaps it is in another region";
                                        default -> "it answers " + e.statusCode();
                                    }),
                    "Make the bucket, or see to --blobs and its keys",
                    e);
        } catch (SdkException e) {
            LOG.atWarn().addKeyValue("store", where()).setCause(e).log("blob-store-not-ready");
        }
        return this;
    }

    @Override
    public String where() {
        return location.text();
    }

    String name(BlobKey key) {
        return top + key.path();
    }

    String bucket() {
        return location.bucket();
    }

    S3Client client() {
        return client;
    }

    /** Size of what is there under a name; empty where nothing is. */
    Optional<Long> length(BlobKey key) {
        try {
            return Optional.of(
                    client.headObject(request -> request.bucket(bucket()).key(name(key)))
                            .contentLength());
        } catch (AwsServiceException e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public Incoming write(BlobKey key, long size) throws IOException {
        return new S3Upload(this, key, size);
    }

    @Override
    public InputStream read(BlobKey key, long size, long offset) throws IOException {
        return offset == size ? new ByteArrayInputStream(new byte[0]) : new S3Stream(this, key, size, offset);
    }

    /** A question for each would take longer than the bytes of most. */
    @Override
    public boolean seemsThere(BlobKey key, long size) {
        return true;
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        try {
            client.deleteObject(request -> request.bucket(bucket()).key(name(key)));
        } catch (SdkException e) {
            throw failed("not deleted", key, e);
        }
    }

    @Override
    public List<BlobKey> find(Digest digest) throws IOException {
        var found = new ArrayList<BlobKey>();
        list(name(new BlobKey(digest, 0)), (key, at) -> found.add(key));
        return found;
    }

    @Override
    public void list(Visitor visitor) throws IOException {
        list(top, visitor);
    }

    private void list(String beginning, Visitor visitor) throws IOException {
        try {
            var pages = client.listObjectsV2Paginator(
                    request -> request.bucket(bucket()).prefix(beginning));
            for (var object : pages.contents()) {
                var name = object.key();
                var key = BlobKey.named(name.substring(name.lastIndexOf('/') + 1));
                if (key.isPresent() && name(key.get()).equals(name)) {
                    visitor.visit(key.get(), object.lastModified());
                }
            }
        } catch (SdkException e) {
            throw new IOException("%s cannot be listed: %s".formatted(where(), e.getMessage()), e);
        }
    }

    @Override
    public void discardUnpublished(Instant before) throws IOException {
        try {
            var pages = client.listMultipartUploadsPaginator(
                    request -> request.bucket(bucket()).prefix(top));
            for (var upload : pages.uploads()) {
                if (upload.initiated().isBefore(before)) {
                    client.abortMultipartUpload(request ->
                            request.bucket(bucket()).key(upload.key()).uploadId(upload.uploadId()));
                }
            }
        } catch (SdkException e) {
            throw new IOException(
                    "%s cannot be cleared of unfinished uploads: %s".formatted(where(), e.getMessage()), e);
        }
    }

    @Override
    public Optional<URI> presigned(BlobKey key, Duration valid) {
        var signed = presigner.presignGetObject(request -> request.signatureDuration(valid)
                .getObjectRequest(get -> get.bucket(bucket()).key(name(key))));
        return Optional.of(URI.create(signed.url().toString()));
    }

    /** What the client says, as one of the exceptions that callers know. */
    IOException failed(String what, BlobKey key, SdkException e) {
        if (e instanceof AwsServiceException answer && answer.statusCode() == 404) {
            return new NoSuchFileException(key.digest().toString(), null, "not in " + where());
        }
        return new IOException("Blob %s %s: %s: %s".formatted(key.digest(), what, where(), e.getMessage()), e);
    }

    @Override
    public void close() {
        client.close();
        presigner.close();
    }
}
