package dev.millrace.agent.spool;

import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One lease on disk. */
public final class LeaseSpool {
    private final Path directory;
    private final LeaseGrant grant;
    private final LeaseAccepted accepted;
    private final SpoolLog log;

    LeaseSpool(Path directory, LeaseGrant grant, LeaseAccepted accepted, SpoolLog log) {
        this.directory = directory;
        this.grant = grant;
        this.accepted = accepted;
        this.log = log;
    }

    /** What was granted. */
    public LeaseGrant grant() {
        return grant;
    }

    /** What was answered. */
    public LeaseAccepted accepted() {
        return accepted;
    }

    /** Whose it is. */
    public LeaseRef lease() {
        return grant.getLease();
    }

    /** Its name among files and processes. */
    public String name() {
        return Spool.name(lease());
    }

    /** Temporary files of the lease's processes. */
    public Path temporary() {
        return directory.resolve("tmp");
    }

    /** Makes room for an operation, or finds what is there. Stores the request without attachments and secrets. */
    public OperationSpool create(Operate request) throws IOException {
        return OperationSpool.create(directory, request, log);
    }

    /** All operations whose requests are stored. */
    public List<OperationSpool> operations() throws IOException {
        var operations = new ArrayList<OperationSpool>();
        for (var path : SpoolDirectory.list(directory)) {
            OperationSpool.load(path, log).ifPresent(operations::add);
        }
        return operations;
    }

    /** Makes the temporary directory. */
    public void prepare() throws IOException {
        SpoolDirectory.make(temporary());
    }

    /** Removes all of it. */
    public void delete() throws IOException {
        for (var key : log.keys()) {
            if (!LogKeys.isLease(key) && LogKeys.lease(key).equals(name())) {
                log.remove(key);
            }
        }
        log.remove(LogKeys.ofLease(name()));
        for (var operation : SpoolDirectory.list(directory)) {
            SpoolDirectory.delete(MemoryDirectory.of(operation));
        }
        SpoolDirectory.delete(directory);
    }
}
