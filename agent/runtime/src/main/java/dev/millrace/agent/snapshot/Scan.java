package dev.millrace.agent.snapshot;

import dev.millrace.agent.posix.Directory;
import dev.millrace.agent.posix.PosixFault;
import dev.millrace.agent.posix.Stat;
import dev.millrace.agent.workspace.FileFault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Looks at all entries of a workspace, and reads no file. In the order of a tree: a directory right before what is in it. */
final class Scan {
    private static final int DEEPEST = 400;

    private final int limit;
    private final Remarks remarks;
    private final List<Found> found = new ArrayList<>();
    private final List<Strange> strange = new ArrayList<>();

    /**
     * What is there.
     *
     * @param entries files, directories and links, in order
     * @param strange all others
     */
    record Result(List<Found> entries, List<Strange> strange) {}

    /** Something that no tree holds, in a directory: a FIFO, or what has a name that is no text. */
    @SuppressWarnings("ArrayRecordComponent") // a name that is no text
    record Strange(String directory, byte[] name) {}

    private record Entry(String name, Stat stat, byte[] key) {}

    private Scan(int limit, Remarks remarks) {
        this.limit = limit;
        this.remarks = remarks;
    }

    /**
     * All files, directories and links; what else there is, is remarked on.
     *
     * @throws FileFault "too-many" where there are more than the limit, or directories in each other without end
     */
    static Result of(Path workspace, int limit, Remarks remarks)
            throws PosixFault, FileFault, InterruptedException {
        var scan = new Scan(limit, remarks);
        try (var top = Directory.open(workspace)) {
            scan.directory(top, "", 0);
        }
        return new Result(scan.found, scan.strange);
    }

    private void directory(Directory directory, String path, int depth)
            throws PosixFault, FileFault, InterruptedException {
        if (depth > DEEPEST) {
            throw new FileFault("too-many", "Directories are in each other more than %d deep".formatted(DEEPEST), path);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("Not wanted any more");
        }
        for (var entry : entries(directory, path)) {
            add(directory, path, entry, depth);
        }
    }

    private List<Entry> entries(Directory directory, String path) throws PosixFault, FileFault {
        var names = directory.names();
        if (names.size() > limit - found.size()) {
            throw tooMany(path);
        }
        var entries = new ArrayList<Entry>(names.size());
        for (var bytes : names) {
            try {
                var name = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                var stat = directory.stat(name);
                boolean directs = stat.type() == Stat.Type.DIRECTORY;
                var key = directs ? Arrays.copyOf(bytes, bytes.length + 1) : bytes;
                if (directs) {
                    key[bytes.length] = '/';
                }
                entries.add(new Entry(name, stat, key));
            } catch (CharacterCodingException e) {
                strange.add(new Strange(path, bytes));
                remarks.add(below(path, new String(bytes, StandardCharsets.ISO_8859_1)), "name");
            } catch (PosixFault e) {
                if (!e.gone()) {
                    throw e;
                }
            }
        }
        entries.sort(Comparator.comparing(Entry::key, Arrays::compareUnsigned));
        return entries;
    }

    private void add(Directory directory, String within, Entry entry, int depth)
            throws PosixFault, FileFault, InterruptedException {
        var path = below(within, entry.name());
        if (found.size() >= limit) {
            throw tooMany(path);
        }
        switch (entry.stat().type()) {
            case FILE -> found.add(new Found(path, entry.stat(), ""));
            case LINK -> link(directory, path, entry);
            case DIRECTORY -> {
                found.add(new Found(path, entry.stat(), ""));
                try (var child = directory.child(entry.name())) {
                    directory(child, path, depth + 1);
                } catch (PosixFault e) {
                    leftOut(path, e);
                }
            }
            case FIFO -> strange(within, entry, "fifo");
            case SOCKET -> strange(within, entry, "socket");
            case DEVICE -> strange(within, entry, "device");
        }
    }

    private void strange(String within, Entry entry, String reason) {
        strange.add(new Strange(within, entry.name().getBytes(StandardCharsets.UTF_8)));
        remarks.add(below(within, entry.name()), reason);
    }

    private static String below(String directory, String name) {
        return directory.isEmpty() ? name : directory + "/" + name;
    }

    private void link(Directory directory, String path, Entry entry) throws PosixFault {
        try {
            var target = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(directory.target(entry.name())))
                    .toString();
            found.add(new Found(path, entry.stat(), target));
        } catch (CharacterCodingException e) {
            remarks.add(path, "name");
        } catch (PosixFault e) {
            leftOut(path, e);
        }
    }

    private void leftOut(String path, PosixFault fault) throws PosixFault {
        if (!fault.gone() && !fault.denied()) {
            throw fault;
        }
        remarks.add(path, fault.gone() ? "vanished" : "unreadable");
    }

    private FileFault tooMany(String path) {
        return new FileFault(
                "too-many",
                "The workspace has more than %d files and directories, which is the most that this agent takes into a snapshot: delete what is not needed"
                        .formatted(limit),
                path);
    }
}
