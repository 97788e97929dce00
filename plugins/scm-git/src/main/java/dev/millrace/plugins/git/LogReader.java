package dev.millrace.plugins.git;

import dev.millrace.api.report.Change;
import dev.millrace.plugins.git.History.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code git log -z --name-status} prints in {@link #FORMAT}. Pure. What is too much is cut, and said to be. */
final class LogReader {
    /** A mark, the commit, author, mail and time of commit, the message, and where the paths begin. */
    static final String FORMAT = "%x01%H%x02%an%x02%ae%x02%ct%x02%B%x03";

    /** Letters of messages and paths that are told. */
    static final int MOST_LETTERS = 512 * 1024;

    private static final int LONGEST_MESSAGE = 16 * 1024;
    private final List<Change> changes = new ArrayList<>();
    private int letters;
    private boolean cut;

    private LogReader() {}

    static Told read(String text) {
        var reader = new LogReader();
        for (var commit : text.split("\u0001", -1)) {
            if (!commit.isBlank() && !commit.equals("\0")) {
                reader.commit(commit);
            }
        }
        return new Told(
                reader.changes,
                reader.cut
                        ? "There are more changes than are told: the newest %d commits, %d KiB of messages and paths at most"
                                .formatted(History.MOST_COMMITS, MOST_LETTERS / 1024)
                        : "");
    }

    private void commit(String text) {
        var end = text.indexOf('\u0003');
        var fields = text.substring(0, end < 0 ? text.length() : end).split("\u0002", 5);
        if (fields.length < 5 || changes.size() == History.MOST_COMMITS || letters >= MOST_LETTERS) {
            cut = true;
            return;
        }
        var message = fields[4].strip();
        if (message.length() > LONGEST_MESSAGE) {
            message = message.substring(0, LONGEST_MESSAGE);
            cut = true;
        }
        letters += message.length();
        changes.add(new Change(
                fields[0],
                fields[1],
                fields[2],
                Instant.ofEpochSecond(Long.parseLong(fields[3])),
                message,
                paths(text.substring(end + 1).split("\0"))));
    }

    private List<Change.Path> paths(String[] words) {
        var paths = new ArrayList<Change.Path>();
        for (var at = 0; at < words.length; at++) {
            var status = words[at].strip();
            var names = switch (status.isEmpty() ? ' ' : status.charAt(0)) {
                case 'R', 'C' -> 2;
                case ' ' -> 0;
                default -> 1;
            };
            if (names == 0 || at + names >= words.length) {
                continue;
            }
            var first = words[at + 1];
            switch (status.charAt(0)) {
                case 'A' -> add(paths, first, Change.Edit.ADD);
                case 'D' -> add(paths, first, Change.Edit.DELETE);
                case 'C' -> add(paths, words[at + 2], Change.Edit.ADD);
                case 'R' -> {
                    add(paths, first, Change.Edit.DELETE);
                    add(paths, words[at + 2], Change.Edit.ADD);
                }
                default -> add(paths, first, Change.Edit.EDIT);
            }
            at += names;
        }
        return paths;
    }

    private void add(List<Change.Path> paths, String path, Change.Edit edit) {
        if (letters >= MOST_LETTERS) {
            cut = true;
            return;
        }
        letters += path.length();
        paths.add(new Change.Path(path, edit));
    }
}
