package dev.millrace.agent.spool;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The spool's top. */
public final class Spool implements AutoCloseable {
    private final Path directory;
    private final SpoolLog log;

    private Spool(Path directory, SpoolLog log) {
        this.directory = directory;
        this.log = log;
    }

    /** Opens it, and makes it where it is not there. Directories that the machine lost with its power are made again. */
    public static Spool open(Path directory) throws IOException {
        SpoolDirectory.make(directory);
        var spool = new Spool(directory, SpoolLog.open(directory));
        for (var key : spool.log.keys()) {
            spool.restore(key);
        }
        return spool;
    }

    private void restore(String key) throws IOException {
        if (LogKeys.isLease(key)) {
            SpoolDirectory.make(directory.resolve(LogKeys.lease(key)));
        } else if (log.get(LogKeys.ofLease(LogKeys.lease(key))).isPresent()) {
            OperationSpool.restore(directory.resolve(LogKeys.lease(key)), log, key);
        } else {
            log.remove(key);
        }
    }

    /** The name of a lease among files and processes: job, attempt and epoch. */
    public static String name(LeaseRef lease) {
        return "%d.%d.%d".formatted(lease.getJob(), lease.getAttempt(), lease.getEpoch());
    }

    /** Stores a lease that is about to be accepted: when this returns it outlives the machine. */
    public LeaseSpool create(LeaseGrant grant, LeaseAccepted accepted) throws IOException {
        var name = name(grant.getLease());
        var path = directory.resolve(name);
        SpoolDirectory.make(path);
        try {
            log.put(LogKeys.ofLease(name), Delimited.write(grant, accepted)).join();
        } catch (CompletionException e) {
            log.remove(LogKeys.ofLease(name));
            throw new IOException("The lease cannot be stored: " + e.getCause(), e);
        }
        return new LeaseSpool(path, grant, accepted, log);
    }

    /** All leases that are stored whole; what is not, is removed: it was never accepted. */
    public List<LeaseSpool> leases() throws IOException {
        var leases = new ArrayList<LeaseSpool>();
        for (var path : SpoolDirectory.list(directory)) {
            var stored = log.get(LogKeys.ofLease(path.getFileName().toString()));
            if (stored.isPresent()) {
                leases.add(load(path, stored.get()));
            } else {
                SpoolDirectory.delete(path);
            }
        }
        return leases;
    }

    private LeaseSpool load(Path path, byte[] stored) throws InvalidProtocolBufferException {
        var fields = new Delimited(stored);
        return new LeaseSpool(path, fields.next(LeaseGrant.parser()), fields.next(LeaseAccepted.parser()), log);
    }

    /** What was stored before outlives the machine when this returns. */
    @Override
    public void close() {
        log.close();
    }
}
