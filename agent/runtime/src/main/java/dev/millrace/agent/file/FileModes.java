package dev.millrace.agent.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Permission bits as numbers; where a file system has none, files are 0644 and directories 0755. */
public final class FileModes {
    private static final PosixFilePermission[] BITS = {
        PosixFilePermission.OTHERS_EXECUTE,
        PosixFilePermission.OTHERS_WRITE,
        PosixFilePermission.OTHERS_READ,
        PosixFilePermission.GROUP_EXECUTE,
        PosixFilePermission.GROUP_WRITE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_READ
    };

    private FileModes() {}

    /** Bits of a file or directory; a link is not followed. */
    public static int get(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        if (view == null) {
            return Files.isDirectory(file) ? 0755 : 0644;
        }
        var permissions = view.readAttributes().permissions();
        int mode = 0;
        for (int bit = 0; bit < BITS.length; bit++) {
            if (permissions.contains(BITS[bit])) {
                mode |= 1 << bit;
            }
        }
        return mode;
    }

    /** Sets bits 0 to 0777 of a file or directory that is not a link. */
    public static void set(Path file, int mode) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < BITS.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                permissions.add(BITS[bit]);
            }
        }
        view.setPermissions(permissions);
    }

    /** A new empty file for what is later moved into place within the directory. */
    public static Path temporary(Path directory) throws IOException {
        return Files.createTempFile(directory, ".millrace-", ".part");
    }

    /** Lets the owner into a directory that its job closed. */
    public static void makeRemovable(Path directory) {
        try {
            if ((get(directory) & 0700) != 0700) {
                set(directory, get(directory) | 0700);
            }
        } catch (IOException e) {
            // then removing says why it cannot
        }
    }
}
