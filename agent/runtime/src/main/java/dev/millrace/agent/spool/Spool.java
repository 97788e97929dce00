package dev.millrace.agent.spool;

import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The spool's top. */
public final class Spool {
    private final Path directory;

    private Spool(Path directory) {
        this.directory = directory;
    }

    /** Opens it, and makes it where it is not there. */
    public static Spool open(Path directory) throws IOException {
        SpoolDirectory.make(directory);
        return new Spool(directory);
    }

    /** The name of a lease among files and processes: job, attempt and epoch. */
    public static String name(LeaseRef lease) {
        return "%d.%d.%d".formatted(lease.getJob(), lease.getAttempt(), lease.getEpoch());
    }

    /** Stores a lease that is about to be accepted. */
    public LeaseSpool create(LeaseGrant grant, LeaseAccepted accepted) throws IOException {
        var path = directory.resolve(name(grant.getLease()));
        SpoolDirectory.make(path);
        SpoolDirectory.store(path.resolve("grant"), grant.toByteArray());
        SpoolDirectory.store(path.resolve("accepted"), accepted.toByteArray());
        return new LeaseSpool(path, grant, accepted);
    }

    /** All leases that are stored whole; what is not, is removed: it was never accepted. */
    public List<LeaseSpool> leases() throws IOException {
        var leases = new ArrayList<LeaseSpool>();
        for (var path : SpoolDirectory.list(directory)) {
            var lease = load(path);
            if (lease.isPresent()) {
                leases.add(lease.get());
            } else {
                SpoolDirectory.delete(path);
            }
        }
        return leases;
    }

    private static Optional<LeaseSpool> load(Path path) throws IOException {
        var grant = path.resolve("grant");
        var accepted = path.resolve("accepted");
        if (!Files.exists(grant) || !Files.exists(accepted)) {
            return Optional.empty();
        }
        return Optional.of(new LeaseSpool(
                path,
                LeaseGrant.parseFrom(Files.readAllBytes(grant)),
                LeaseAccepted.parseFrom(Files.readAllBytes(accepted))));
    }
}
