package dev.millrace.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * States of a large workspace: a real agent process, the part of a controller that agents meet, and an embedded PostgreSQL of its own, fsync on. Measured
 * from asking the agent until the state is recorded, or the workspace is restored. Files are in the system's page cache, as after a build.
 */
final class SnapshotBenchmark implements Benchmark {
    @Override
    public String name() {
        return "snapshot";
    }

    @Override
    public String summary() {
        return "Snapshots of a workspace of which few files changed, and restoring them.";
    }

    @Override
    public Map<String, String> options() {
        return Map.of("files", "50000", "mebibytes", "1024", "changed", "100", "rounds", "5");
    }

    @Override
    public Report run(Path home, Map<String, String> options) throws IOException, InterruptedException {
        int files = Integer.parseInt(options.get("files"));
        int changed = Integer.parseInt(options.get("changed"));
        int rounds = Integer.parseInt(options.get("rounds"));
        long bytes = Long.parseLong(options.get("mebibytes")) << 20;
        try (var house = SnapshotHouse.open(home)) {
            var room = house.room("bench");
            var content = new BenchFiles(room.directory(), files, bytes);
            content.write();
            var first = room.take();
            var report = new Report(name())
                    .figure("firstSnapshot", first.seconds(), "s")
                    .figure("firstSnapshotSent", mebibytes(first.result().sentBytes()), "MiB");

            var snapshots = new ArrayList<Double>();
            var sent = new ArrayList<Double>();
            var last = first;
            for (int round = 0; round < rounds; round++) {
                content.change(changed);
                last = room.take();
                snapshots.add(last.seconds());
                sent.add(mebibytes(last.result().sentBytes()));
            }
            var tree = last.result().snapshot().tree();
            var restores = new ArrayList<Double>();
            for (int round = 0; round < rounds; round++) {
                content.change(changed);
                restores.add(room.restore(tree).seconds());
            }
            var unchanged = room.take();
            if (!unchanged.result().snapshot().tree().equals(tree)) {
                throw new IOException("What was restored is not what was taken");
            }
            report.atMost("snapshot", 1, median(snapshots), "s")
                    .figure("slowestSnapshot", Collections.max(snapshots), "s")
                    .figure("snapshotSent", median(sent), "MiB")
                    .atMost("restoreInPlace", 2, median(restores), "s")
                    .figure("slowestRestoreInPlace", Collections.max(restores), "s")
                    .figure("snapshotOfNothingNew", unchanged.seconds(), "s");

            var kept = house.room("kept").restore(tree);
            report.figure("restoreFromAgentsStore", kept.seconds(), "s")
                    .figure("restoreFromAgentsStoreFetched", mebibytes(kept.result().fetchedBytes()), "MiB");
            house.forgetKept();
            var cold = house.room("cold").restore(tree);
            return report.figure("restoreOntoColdAgent", cold.seconds(), "s")
                    .figure("restoreOntoColdAgentFetched", mebibytes(cold.result().fetchedBytes()), "MiB");
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double mebibytes(long bytes) {
        return bytes / 1048576.0;
    }
}
