package dev.millrace.controller.snapshot;

import dev.millrace.wire.proto.Remark;
import dev.millrace.wire.proto.SnapshotTaken;
import java.util.ArrayList;
import java.util.List;

/** What an agent remarks on a snapshot, for people. */
public final class RemarkWords {
    private static final int SHOWN = 10;
    private static final int LONGEST = 300;

    private RemarkWords() {}

    /** The first ones, and how many more there are. */
    public static List<String> of(SnapshotTaken taken) {
        var lines = new ArrayList<String>();
        taken.getRemarksList().stream().limit(SHOWN).map(RemarkWords::line).forEach(lines::add);
        long more = taken.getRemarkCount() - lines.size();
        if (more > 0) {
            lines.add("and %d more".formatted(more));
        }
        return lines;
    }

    private static String line(Remark remark) {
        var path = remark.getPath().replaceAll("\\p{Cntrl}+", "?");
        var shown = path.length() > LONGEST ? path.substring(0, LONGEST) + "..." : path;
        return shown + switch (remark.getReason()) {
            case "fifo", "socket", "device" -> " is left out: it is a " + remark.getReason();
            case "unreadable" -> " is left out: the agent may not read it";
            case "name" -> " is left out: its name is not UTF-8";
            case "vanished" -> " is left out: it went while the snapshot was taken";
            case "changing" -> " was being written: it is taken as it was read";
            default -> " is not as in the workspace";
        };
    }
}
