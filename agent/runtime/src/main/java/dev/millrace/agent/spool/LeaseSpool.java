package dev.millrace.agent.spool;

import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.Operate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One lease on disk.
 *
 * @param directory its own
 * @param grant what was granted
 * @param accepted what was answered
 */
public record LeaseSpool(Path directory, LeaseGrant grant, LeaseAccepted accepted) {
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
        return OperationSpool.create(directory, request);
    }

    /** All operations whose requests are stored. */
    public List<OperationSpool> operations() throws IOException {
        var operations = new ArrayList<OperationSpool>();
        for (var path : SpoolDirectory.list(directory)) {
            OperationSpool.load(path).ifPresent(operations::add);
        }
        return operations;
    }

    /** Makes the temporary directory. */
    public void prepare() throws IOException {
        SpoolDirectory.make(temporary());
    }

    /** Removes all of it. */
    public void delete() throws IOException {
        for (var operation : SpoolDirectory.list(directory)) {
            SpoolDirectory.delete(MemoryDirectory.of(operation));
        }
        SpoolDirectory.delete(directory);
    }
}
