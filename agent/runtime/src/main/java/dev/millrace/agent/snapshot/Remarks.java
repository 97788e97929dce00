package dev.millrace.agent.snapshot;

import dev.millrace.wire.proto.Remark;
import dev.millrace.wire.proto.SnapshotTaken;
import java.util.ArrayList;
import java.util.List;

/** What is not in a snapshot as it is in the workspace: all counted, the first named. Safe for use by many threads. */
final class Remarks {
    private static final int NAMED = 100;

    private final List<Remark> first = new ArrayList<>();
    private long count;

    synchronized void add(String path, String reason) {
        count++;
        if (first.size() < NAMED) {
            first.add(Remark.newBuilder().setPath(path).setReason(reason).build());
        }
    }

    synchronized void into(SnapshotTaken.Builder taken) {
        taken.addAllRemarks(first).setRemarkCount(count);
    }
}
