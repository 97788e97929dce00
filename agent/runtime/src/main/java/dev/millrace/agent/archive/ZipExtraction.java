package dev.millrace.agent.archive;

import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.ExtractArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads a zip file by its directory. The platform does not compare checksums: this does. */
record ZipExtraction(Path archive, ExtractArchive request, Extraction extraction) {
    void run() throws IOException, FileFault, InterruptedException {
        try (var zip = open()) {
            for (var entries = zip.entries(); entries.hasMoreElements(); ) {
                Archives.checkInterrupt();
                var entry = entries.nextElement();
                if (extraction.wants(entry.getName())) {
                    extract(zip, entry);
                }
            }
        } catch (ZipException e) {
            throw bad(String.valueOf(e.getMessage()));
        } catch (java.io.EOFException e) {
            throw bad("it ends too early");
        }
    }

    private void extract(ZipFile zip, ZipEntry entry) throws IOException, FileFault, InterruptedException {
        if (entry.isDirectory()) {
            extraction.directory(entry.getName());
            return;
        }
        var modified = entry.getLastModifiedTime() == null
                ? Instant.now()
                : entry.getLastModifiedTime().toInstant();
        extraction.file(entry.getName(), 0, modified, () -> new Verified(zip.getInputStream(entry), entry));
    }

    private ZipFile open() throws IOException, FileFault {
        var file = archive.toFile();
        if (!request.getCharset().isEmpty()) {
            return new ZipFile(file, TarExtraction.charset(request.getCharset()));
        }
        try {
            return new ZipFile(file, StandardCharsets.UTF_8);
        } catch (ZipException e) {
            // Names of old archives are in the PC's first code page, by the format's own word. Damaged ones fail again.
            var old = Charset.isSupported("IBM437") ? Charset.forName("IBM437") : StandardCharsets.ISO_8859_1;
            return new ZipFile(file, old);
        }
    }

    private FileFault bad(String why) {
        return new FileFault(
                "bad-archive",
                "%s is not a zip file that can be read: %s".formatted(request.getFile(), why),
                request.getFile());
    }

    /** Compares the checksum at the end. */
    private static final class Verified extends CheckedInputStream {
        private final ZipEntry entry;

        Verified(InputStream in, ZipEntry entry) {
            super(in, new CRC32());
            this.entry = entry;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count < 0 && entry.getCrc() != getChecksum().getValue()) {
                throw new ZipException("the checksum of %s is wrong".formatted(entry.getName()));
            }
            return count;
        }
    }
}
