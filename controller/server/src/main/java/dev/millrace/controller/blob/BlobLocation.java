package dev.millrace.controller.blob;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where new blobs go, as the administrator says it. */
public sealed interface BlobLocation {
    /** The directory {@code blobs} of the data directory. */
    record Usual() implements BlobLocation {
        @Override
        public String text() {
            return "";
        }
    }

    /** A directory that only this installation uses. */
    record Directory(Path path) implements BlobLocation {
        public Directory {
            path = path.toAbsolutePath().normalize();
        }

        @Override
        public String text() {
            return path.toString();
        }
    }

    /**
     * A bucket of an S3-compatible store, or a part of one.
     *
     * @param prefix of all names, without slashes at its ends; empty: none
     * @param endpoint of the store; empty: Amazon's of the region
     * @param region {@code us-east-1} where nothing else is said
     */
    record S3(String bucket, String prefix, Optional<URI> endpoint, String region) implements BlobLocation {
        static final String USUAL_REGION = "us-east-1";
        private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
        private static final Pattern PREFIX = Pattern.compile("([A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*)?");
        private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,40}");

        public S3 {
            check(BUCKET, "a bucket", bucket);
            check(PREFIX, "a prefix", prefix);
            check(REGION, "a region", region);
            endpoint.ifPresent(uri -> {
                if (!Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                        || uri.getHost() == null
                        || uri.getUserInfo() != null
                        || uri.getQuery() != null) {
                    throw new IllegalArgumentException("Not an endpoint (https://HOST[:PORT]): " + uri);
                }
            });
        }

        private static void check(Pattern pattern, String what, String given) {
            if (!pattern.matcher(given).matches()) {
                throw new IllegalArgumentException("Not %s: '%s'".formatted(what, given));
            }
        }

        @Override
        public String text() {
            return "s3://%s%s?%sregion=%s"
                    .formatted(
                            bucket,
                            prefix.isEmpty() ? "" : "/" + prefix,
                            endpoint.map(uri -> "endpoint=" + uri + "&").orElse(""),
                            region);
        }
    }

    /** In the form that {@link #parse} reads; the usual one is empty. */
    String text();

    /**
     * From {@code DIR} or {@code s3://bucket/prefix?endpoint=https://host:port&region=name}; empty is the usual one.
     *
     * @throws IllegalArgumentException where it is neither, with what is wrong
     */
    static BlobLocation parse(String text) {
        if (text.isEmpty()) {
            return new Usual();
        }
        if (!text.startsWith("s3:")) {
            return new Directory(Path.of(text));
        }
        try {
            return s3(new URI(text));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("Not an address of blobs: " + e.getMessage(), e);
        }
    }

    private static S3 s3(URI uri) {
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("Keys do not belong into an address of blobs: they go into a file");
        }
        var options = new TreeMap<String, String>();
        var query = uri.getRawQuery();
        for (var part : query == null ? new String[0] : query.split("&", -1)) {
            var equals = part.indexOf('=');
            var name = equals < 0 ? part : part.substring(0, equals);
            if (equals < 0 || !Set.of("endpoint", "region").contains(name)) {
                throw new IllegalArgumentException(
                        "An address of blobs has endpoint=URL and region=NAME, not '%s'".formatted(name));
            }
            options.put(name, URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
        var path = uri.getPath() == null ? "" : uri.getPath();
        return new S3(
                uri.getRawAuthority() == null ? "" : uri.getRawAuthority(),
                path.replaceFirst("^/", "").replaceFirst("/$", ""),
                Optional.ofNullable(options.get("endpoint")).map(URI::create),
                options.getOrDefault("region", S3.USUAL_REGION));
    }
}
