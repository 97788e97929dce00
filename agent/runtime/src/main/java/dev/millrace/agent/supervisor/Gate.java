package dev.millrace.agent.supervisor;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where a launcher waits with the process that it made, before that one runs anything of the job. Meanwhile both get what they could not be born with. The
 * launcher has two descriptors of it: one to wait for, and one where it tells the process's id.
 */
final class Gate implements AutoCloseable {
    static final int DESCRIPTORS = 2;
    private static final Pattern CHILD = Pattern.compile("\"child-pid\":\\s*([0-9]{1,9})");
    private static final int LONGEST = 4096;

    private final Libc libc;
    private final ThreadCalls thread;
    private final int[] wait;
    private final int[] told;
    private final int[] high;

    Gate(Libc libc, MountCalls calls, ThreadCalls thread) {
        this.libc = libc;
        this.thread = thread;
        this.wait = libc.pipe();
        this.told = libc.pipe();
        libc.blocking(wait[0]);
        this.high = new int[] {calls.high(wait[0]), calls.high(told[1])};
        libc.close(wait[0]);
        libc.close(told[1]);
    }

    void into(int[] descriptors, int at) {
        descriptors[at] = high[0];
        descriptors[at + 1] = high[1];
    }

    /**
     * Opens it when all is done. Where something cannot be done, both are killed.
     *
     * @return the process that the launcher made; 0 where it made none
     */
    int pass(int launcher, Birth birth) throws IOException {
        closeHigh();
        var child = child();
        if (child.isEmpty()) {
            return 0; // it ended before it made one: its output and code say why
        }
        var both = List.of(launcher, child.getFirst());
        try {
            limit(both, birth);
            for (var group : birth.joined()) {
                for (int pid : both) {
                    Files.writeString(group.resolve("cgroup.procs"), Integer.toString(pid));
                }
            }
        } catch (IOException e) {
            int _ = libc.kill(launcher, Libc.SIGKILL);
            throw e;
        }
        libc.signal(wait[1]);
        return child.getFirst();
    }

    /** A root without all of root's rights may not limit others; their own user may. */
    private void limit(List<Integer> both, Birth birth) throws IOException {
        if (birth.user().isPresent()) {
            thread.become(birth.user().getAsInt());
        }
        try {
            for (int pid : both) {
                thread.limit(pid, birth);
            }
        } finally {
            if (birth.user().isPresent()) {
                thread.back();
            }
        }
    }

    /** To the end of what it tells: it must not find its reader gone. */
    private List<Integer> child() throws IOException {
        var text = new StringBuilder();
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(LONGEST);
            while (text.length() < LONGEST) {
                long count = libc.read(told[0], buffer);
                if (count == -Libc.EAGAIN) {
                    libc.awaitReadable(told[0], -1);
                } else if (count > 0) {
                    text.append(new String(
                            buffer.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII));
                } else {
                    var found = CHILD.matcher(text);
                    return found.find() ? List.of(Integer.parseInt(found.group(1))) : List.of();
                }
            }
        }
        throw new IOException("The launcher tells something else than its child");
    }

    private void closeHigh() {
        for (int each = 0; each < high.length; each++) {
            if (high[each] >= 0) {
                libc.close(high[each]);
                high[each] = -1;
            }
        }
    }

    @Override
    public void close() {
        closeHigh();
        libc.close(wait[1]);
        libc.close(told[0]);
    }
}
