package dev.millrace.controller.blob;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Bytes on their way into a bucket: one request where they fit into a part, several parts otherwise. Either way they appear in one step. Their name was never
 * used before, so whatever is there under it with the right size is what was sent here: that tells what became of a request whose answer was lost.
 */
final class S3Upload implements BlobBackend.Incoming {
    /** Bytes of a part; more where there would be too many parts otherwise. */
    static final int PART = 8 << 20;

    private static final int MOST_PARTS = 9_500;
    private static final int LARGEST_PART = 512 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(S3Upload.class);
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final S3Backend backend;
    private final BlobKey key;
    private final long size;
    private final byte[] part;
    private final List<CompletedPart> parts = new ArrayList<>();
    private int filled;
    private @Nullable String upload;

    S3Upload(S3Backend backend, BlobKey key, long size) throws IOException {
        this.backend = backend;
        this.key = key;
        this.size = size;
        var least = Math.max(PART, size / MOST_PARTS + 1);
        if (least > LARGEST_PART) {
            throw BlobNotStored.inStore(size, backend.where(), new IOException("it is too large for the store"));
        }
        this.part = new byte[(int) Math.min(size, least)];
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        var from = offset;
        var left = length;
        while (left > 0) {
            if (filled == part.length) {
                sendPart();
            }
            var count = Math.min(left, part.length - filled);
            System.arraycopy(data, from, part, filled, count);
            filled += count;
            from += count;
            left -= count;
        }
    }

    private void sendPart() throws IOException {
        try {
            if (upload == null) {
                upload = backend.client()
                        .createMultipartUpload(
                                request -> request.bucket(backend.bucket()).key(backend.name(key)))
                        .uploadId();
            }
            var number = parts.size() + 1;
            var sent = backend.client()
                    .uploadPart(
                            request -> request.bucket(backend.bucket())
                                    .key(backend.name(key))
                                    .uploadId(upload)
                                    .partNumber(number)
                                    .contentMD5(md5()),
                            body());
            parts.add(
                    CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build());
            filled = 0;
        } catch (SdkException e) {
            throw BlobNotStored.inStore(size, backend.where(), e);
        }
    }

    private RequestBody body() {
        return RequestBody.fromBytes(filled == part.length ? part : Arrays.copyOf(part, filled));
    }

    private String md5() {
        try {
            var md5 = MessageDigest.getInstance("MD5"); // for the way there alone
            md5.update(part, 0, filled);
            return BASE64.encodeToString(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has MD5", e);
        }
    }

    @Override
    public void publish() throws IOException {
        if (upload != null) {
            sendPart();
        }
        try {
            finish(true);
        } catch (SdkException e) {
            finishAgain(e);
        }
        upload = null;
    }

    private void finishAgain(SdkException first) throws BlobNotStored {
        try {
            if (backend.length(key).filter(length -> length == size).isPresent()) {
                return;
            }
            if (first instanceof AwsServiceException answer && answer.statusCode() == 501) {
                finish(false); // it knows no conditions
                return;
            }
        } catch (SdkException e) {
            first.addSuppressed(e);
        }
        throw BlobNotStored.inStore(size, backend.where(), first);
    }

    private void finish(boolean onlyNew) {
        var none = onlyNew ? "*" : null;
        if (upload == null) {
            backend.client()
                    .putObject(
                            request -> request.bucket(backend.bucket())
                                    .key(backend.name(key))
                                    .contentMD5(md5())
                                    .ifNoneMatch(none),
                            body());
        } else {
            backend.client()
                    .completeMultipartUpload(request -> request.bucket(backend.bucket())
                            .key(backend.name(key))
                            .uploadId(upload)
                            .ifNoneMatch(none)
                            .multipartUpload(all -> all.parts(parts)));
        }
    }

    @Override
    public void close() {
        var unfinished = upload;
        upload = null;
        if (unfinished != null) {
            try {
                backend.client()
                        .abortMultipartUpload(request -> request.bucket(backend.bucket())
                                .key(backend.name(key))
                                .uploadId(unfinished));
            } catch (SdkException e) {
                LOG.atWarn().addKeyValue("blob", key.digest()).setCause(e).log("blob-upload-left-behind");
            }
        }
    }
}
