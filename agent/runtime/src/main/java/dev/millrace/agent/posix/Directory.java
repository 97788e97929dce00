package dev.millrace.agent.posix;

import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A directory that is open, wherever it is moved to. Names are single names. For one thread at a time, together with all that was opened from it. */
public final class Directory implements AutoCloseable {
    private static final int O_WRONLY = 01;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;
    private static final int AT_FDCWD = -100;
    /** These two differ from one architecture to the other. */
    private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

    private static final int O_DIRECTORY = ARM ? 040000 : 0200000;
    private static final int O_NOFOLLOW = ARM ? 0100000 : 0400000;

    private final Calls calls;
    private final int descriptor;

    private Directory(Calls calls, int descriptor) {
        this.calls = calls;
        this.descriptor = descriptor;
    }

    /** Whether this machine has the calls that it takes. */
    public static boolean supported() {
        var library = Linker.nativeLinker().defaultLookup();
        return System.getProperty("os.name").equals("Linux")
                && ValueLayout.ADDRESS.byteSize() == 8
                && library.find("statx").isPresent()
                && library.find("getdents64").isPresent();
    }

    /** Opens the top of a tree; links above it are followed. */
    public static Directory open(Path path) throws PosixFault {
        var calls = new Calls();
        return new Directory(calls, calls.open(AT_FDCWD, path.toString(), O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0));
    }

    /** Opens a directory in it. */
    public Directory child(String name) throws PosixFault {
        return new Directory(calls, calls.open(descriptor, name, O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0));
    }

    /** What is in it, as bytes, in no order. */
    public List<byte[]> names() throws PosixFault {
        var names = new ArrayList<byte[]>();
        for (long end = calls.entries(descriptor); end > 0; end = calls.entries(descriptor)) {
            for (long at = 0; at < end; at += calls.recordLength(at)) {
                var name = calls.name(at, calls.recordLength(at));
                if (!isSelfOrParent(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean isSelfOrParent(byte[] name) {
        return Arrays.equals(name, new byte[] {'.'}) || Arrays.equals(name, new byte[] {'.', '.'});
    }

    /** What an entry is; a link as such. */
    public Stat stat(String name) throws PosixFault {
        return calls.stat(descriptor, name, Calls.AT_SYMLINK_NOFOLLOW);
    }

    /** What it is itself. */
    public Stat stat() throws PosixFault {
        return calls.stat(descriptor, "", Calls.AT_EMPTY_PATH);
    }

    /** Opens for reading; what the name is now is the caller's to look at. */
    public OpenFile read(String name) throws PosixFault {
        return new OpenFile(calls, calls.open(descriptor, name, O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0));
    }

    /** Makes a file that is not there, for its owner alone. */
    public OpenFile create(String name) throws PosixFault {
        return new OpenFile(calls, calls.open(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    }

    /** Makes a directory that is not there, for its owner alone. */
    public void makeDirectory(String name) throws PosixFault {
        calls.makeDirectory(descriptor, name, 0700);
    }

    /** Removes an entry with all below it, links as such; nothing there is no fault. */
    public void removeAll(String name) throws PosixFault {
        removeAll(name.getBytes(StandardCharsets.UTF_8));
    }

    /** The same, by the bytes of a name. */
    public void removeAll(byte[] name) throws PosixFault {
        try {
            calls.unlink(descriptor, name, 0);
        } catch (PosixFault e) {
            if (e.isNothing()) {
                return;
            }
            if (!e.isDirectory()) {
                throw e;
            }
            empty(name);
            calls.unlink(descriptor, name, Calls.AT_REMOVEDIR);
        }
    }

    private void empty(byte[] name) throws PosixFault {
        try (var child = new Directory(calls, calls.open(descriptor, name, O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC))) {
            if ((child.stat().mode() & 0300) != 0300) {
                child.mode(0700);
            }
            for (var below : child.names()) {
                child.removeAll(below);
            }
        }
    }

    /** Gives it and all below it that belongs to one user to another, links as such. */
    public void giveAll(int from, int to) throws PosixFault {
        giveSelf(from, to);
        for (var name : names()) {
            try {
                give(name, from, to);
            } catch (PosixFault e) {
                if (!e.isNothing()) {
                    throw e;
                }
            }
        }
    }

    /** Gives it alone, if it belongs to that user. */
    public void giveSelf(int from, int to) throws PosixFault {
        var self = new byte[0];
        if (calls.owner(descriptor, self, Calls.AT_EMPTY_PATH) == from) {
            calls.owner(descriptor, self, to, Calls.AT_EMPTY_PATH);
        }
    }

    /** Gives one entry with all below it. */
    public void give(byte[] name, int from, int to) throws PosixFault {
        int directory;
        try {
            directory = calls.open(descriptor, name, O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        } catch (PosixFault e) {
            if (e.isNothing()) {
                throw e;
            }
            // no directory
            if (calls.owner(descriptor, name, Calls.AT_SYMLINK_NOFOLLOW) == from) {
                calls.owner(descriptor, name, to, Calls.AT_SYMLINK_NOFOLLOW);
            }
            return;
        }
        try (var child = new Directory(calls, directory)) {
            child.giveAll(from, to);
        }
    }

    /** Puts one entry in the place of another that is no directory, or of none. */
    public void rename(String from, String to) throws PosixFault {
        calls.rename(descriptor, from, to);
    }

    /** Makes a link that is not there. */
    public void link(String target, String name) throws PosixFault {
        calls.symlink(target, descriptor, name);
    }

    /** Where a link leads, as bytes. */
    public byte[] target(String name) throws PosixFault {
        return calls.readLink(descriptor, name);
    }

    /** Sets its own permission bits. */
    public void mode(int mode) throws PosixFault {
        calls.mode(descriptor, mode);
    }

    /** Sets when an entry was modified; a link's own time. */
    public void modified(String name, Time time) throws PosixFault {
        calls.modified(descriptor, name, time);
    }

    @Override
    public void close() {
        calls.close(descriptor);
    }
}
