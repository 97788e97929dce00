package dev.millrace.agent.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemSettingsTest {
    @TempDir
    Path top;

    private final AtomicLong nanos = new AtomicLong();
    private SystemSettings settings;

    @BeforeEach
    void furnish() throws IOException {
        Files.createDirectories(machine().resolve("ssl/certs"));
        Files.writeString(machine().resolve("ssl/certs/all.crt"), "one");
        Files.createSymbolicLink(machine().resolve("ssl/certs/link"), Path.of("/usr/share/one"));
        Files.writeString(machine().resolve("shadow"), "secret");
        Files.writeString(machine().resolve("services"), "ssh");
        Files.createDirectories(machine().resolve("java-99"));
        Files.writeString(machine().resolve("java-99/password"), "secret");
        Files.setPosixFilePermissions(
                machine().resolve("java-99/password"), PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(machine().resolve("localtime"), top.resolve("zone"));
        Files.writeString(top.resolve("zone"), "UTC");
        settings = new SystemSettings(machine(), top.resolve("copies"), nanos::get);
    }

    private Path machine() {
        return top.resolve("etc");
    }

    @Test
    void what_programs_need_and_everybody_may_read_is_copied_and_nothing_else() throws IOException {
        var copy = settings.directory();
        assertEquals("one", Files.readString(copy.resolve("ssl/certs/all.crt")));
        assertEquals(Path.of("/usr/share/one"), Files.readSymbolicLink(copy.resolve("ssl/certs/link")));
        assertEquals("UTC", Files.readString(copy.resolve("localtime")));
        assertTrue(Files.isRegularFile(copy.resolve("localtime"), LinkOption.NOFOLLOW_LINKS));
        assertFalse(Files.exists(copy.resolve("shadow")));
        assertFalse(Files.exists(copy.resolve("java-99/password")));
        assertEquals("", Files.readString(copy.resolve("hosts")));
        assertEquals(Path.of("/run/job/passwd"), Files.readSymbolicLink(copy.resolve("passwd")));
        assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)));
    }

    @Test
    void a_change_is_seen_when_the_copy_has_its_age_and_the_one_before_stays_for_those_who_use_it() throws IOException {
        var first = settings.directory();
        Files.writeString(machine().resolve("ssl/certs/all.crt"), "two, longer");
        assertEquals(first, settings.directory());
        var second = later();
        assertNotEquals(first, second);
        assertEquals("two, longer", Files.readString(second.resolve("ssl/certs/all.crt")));
        assertEquals("one", Files.readString(first.resolve("ssl/certs/all.crt")));
        assertEquals(second, later());
        Files.writeString(machine().resolve("services"), "ssh, telnet");
        assertNotEquals(second, later());
        try (Stream<Path> copies = Files.list(top.resolve("copies"))) {
            assertEquals(2, copies.count());
        }
    }

    private Path later() throws IOException {
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        return settings.directory();
    }
}
