package dev.millrace.agent.snapshot;

import dev.millrace.agent.file.Digests;
import dev.millrace.agent.file.FileModes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** All that a snapshot keeps of a directory, found by other means than it uses. */
final class Picture {
    private Picture() {}

    static Map<String, String> of(Path top) throws IOException {
        var picture = new TreeMap<String, String>();
        try (var files = Files.walk(top)) {
            for (var file : files.filter(each -> !each.equals(top)).toList()) {
                picture.put(top.relativize(file).toString(), describe(file));
            }
        }
        return picture;
    }

    private static String describe(Path file) throws IOException {
        var modified = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        if (Files.isSymbolicLink(file)) {
            return "link to %s of %s".formatted(Files.readSymbolicLink(file), modified);
        }
        if (Files.isDirectory(file)) {
            return "directory %o".formatted(FileModes.get(file));
        }
        if (!Files.isRegularFile(file)) {
            return "something else";
        }
        var digest = HexFormat.of().formatHex(Digests.of(file)).substring(0, 16);
        return "file %o of %d bytes, %s, of %s".formatted(FileModes.get(file), Files.size(file), digest, modified);
    }
}
