package dev.millrace.agent.archive;

import dev.millrace.agent.workspace.FileFault;
import dev.millrace.wire.proto.ExtractArchive;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads a tar file from its begin to its end, unpacking gzip where it is there. */
record TarExtraction(Path archive, ExtractArchive request, Extraction extraction) {
    private static final int BUFFER = 1 << 16;

    static Charset charset(String name) throws FileFault {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw new FileFault("io", "There is no character set %s on this agent".formatted(name), name);
        }
    }

    void run() throws IOException, FileFault, InterruptedException {
        var fallback = request.getCharset().isEmpty() ? StandardCharsets.ISO_8859_1 : charset(request.getCharset());
        try (var in = open()) {
            var tar = new TarReader(in, fallback, request.getFile());
            for (var next = tar.next(); next.isPresent(); next = tar.next()) {
                Archives.checkInterrupt();
                var entry = next.get();
                if (extraction.wants(entry.path())) {
                    extract(tar, entry);
                }
            }
        } catch (EOFException e) {
            throw bad("it ends too early");
        } catch (ZipException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
    }

    private void extract(TarReader tar, TarReader.Entry entry) throws IOException, FileFault, InterruptedException {
        var path = entry.path();
        switch (entry.type()) {
            case '0' -> extraction.file(path, entry.mode(), entry.modified(), tar::content);
            case '1' -> extraction.hardLink(path, entry.link(), entry.mode(), entry.modified());
            case '2' -> extraction.symbolicLink(path, entry.link());
            case '5' -> extraction.directory(path);
            default -> {} // devices, pipes and what other programs invented
        }
    }

    private InputStream open() throws IOException, FileFault {
        var in = new BufferedInputStream(Files.newInputStream(archive), BUFFER);
        in.mark(BUFFER);
        var magic = in.readNBytes(6);
        in.reset();
        if (begins(magic, 0x1F, 0x8B)) {
            return new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
        }
        if (begins(magic, 'B', 'Z', 'h') || begins(magic, 0xFD, '7', 'z') || begins(magic, 0x28, 0xB5, 0x2F, 0xFD)) {
            in.close();
            throw bad("it is packed with bzip2, xz or zstd: use sh 'tar xf FILE'");
        }
        return in;
    }

    private static boolean begins(byte[] bytes, int... magic) {
        if (bytes.length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((bytes[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private FileFault bad(String why) {
        return new FileFault(
                "bad-archive",
                "%s is not a tar file that can be read: %s".formatted(request.getFile(), why),
                request.getFile());
    }
}
