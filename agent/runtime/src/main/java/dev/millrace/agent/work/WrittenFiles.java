package dev.millrace.agent.work;

import dev.millrace.wire.proto.Operate;
import java.io.IOException;
import java.util.Optional;

/** Files that the agent itself wrote for a job: they become the job's. */
final class WrittenFiles {
    private WrittenFiles() {}

    static void give(ActiveLease.Room room, Operate done) throws IOException {
        var path = path(done);
        if (path.isPresent()) {
            room.sandbox().give(path.get());
        }
    }

    /** Where an operation leaves files of the agent's; empty where it leaves none. */
    private static Optional<String> path(Operate request) {
        return switch (request.getBodyCase()) {
            case WRITE -> Optional.of(request.getWrite().getPath());
            case MAKE_DIRECTORY -> Optional.of(request.getMakeDirectory().getPath());
            case TOUCH -> Optional.of(request.getTouch().getPath());
            case UNPACK -> Optional.of(request.getUnpack().getDirectory());
            case ARCHIVE -> Optional.of(request.getArchive().getFile());
            case EXTRACT -> Optional.of(request.getExtract().getDirectory());
            case RESTORE -> Optional.of("");
            default -> Optional.empty();
        };
    }
}
