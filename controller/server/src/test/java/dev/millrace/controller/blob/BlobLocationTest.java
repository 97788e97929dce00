package dev.millrace.controller.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobLocationTest {
    @TempDir
    Path directory;

    @Test
    void an_address_says_bucket_prefix_endpoint_and_region() {
        var full = BlobLocation.parse("s3://builds/team/a/?endpoint=https://store.example:9000&region=eu-1");
        assertEquals(
                new BlobLocation.S3("builds", "team/a", Optional.of(URI.create("https://store.example:9000")), "eu-1"),
                full);
        assertEquals(full, BlobLocation.parse(full.text()));
        assertEquals(
                new BlobLocation.S3("builds", "", Optional.empty(), "us-east-1"), BlobLocation.parse("s3://builds"));
        assertEquals(new BlobLocation.Directory(Path.of("/srv/blobs")), BlobLocation.parse("/srv/blobs/"));
        assertEquals(new BlobLocation.Usual(), BlobLocation.parse(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3://",
                "s3:builds",
                "s3://B",
                "s3://builds/a//b",
                "s3://builds/a b",
                "s3://key:secret@builds",
                "s3://builds?endpont=http://a",
                "s3://builds?endpoint=ftp://a",
                "s3://builds?endpoint=http://key:secret@a",
                "s3://builds?region=",
                "s3://builds?region"
            })
    void what_is_none_is_refused(String text) {
        var refused = assertThrows(IllegalArgumentException.class, () -> BlobLocation.parse(text));
        assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }

    @Test
    void keys_come_from_a_file_or_the_environment_and_are_never_shown() throws Exception {
        var file = directory.resolve("keys");
        Files.writeString(file, "[default]\naws_access_key_id = AK\naws_secret_access_key=S+/=\n");
        var keys = S3Credentials.in(file);
        assertEquals(new S3Credentials("AK", "S+/=", ""), keys);
        assertFalse(keys.toString().contains("S+"), keys.toString());
        assertEquals(
                Optional.of(new S3Credentials("A", "B", "C")),
                S3Credentials.in(
                        Map.of("AWS_ACCESS_KEY_ID", "A", "AWS_SECRET_ACCESS_KEY", "B", "AWS_SESSION_TOKEN", "C")));
        assertEquals(Optional.empty(), S3Credentials.in(Map.of("AWS_ACCESS_KEY_ID", "A")));
        Files.writeString(file, "secret without a name");
        var refused = assertThrows(IllegalArgumentException.class, () -> S3Credentials.in(file));
        assertFalse(String.valueOf(refused.getMessage()).contains("secret without"), refused.getMessage());
    }
}
