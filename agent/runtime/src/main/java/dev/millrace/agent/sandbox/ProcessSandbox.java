package dev.millrace.agent.sandbox;

import dev.millrace.agent.supervisor.Birth;
import dev.millrace.agent.supervisor.DiskLimit;
import dev.millrace.agent.supervisor.Enclosure;
import dev.millrace.agent.supervisor.Order;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One lease's, without walls; with control groups where it has limits.
 *
 * @param diskBytes that it may keep in its workspace and its temporary directory; 0: no limit
 * @param users of jobs of walled sandboxes, whose workspaces may come to this one
 */
record ProcessSandbox(
        Map<String, String> environment,
        List<String> notices,
        SandboxPlace place,
        GroupLimits limits,
        long diskBytes,
        ControlGroups groups,
        Users users)
        implements Sandbox {
    @Override
    public String kind() {
        return "process";
    }

    @Override
    public void open() throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            int owner = Users.owner(place.workspace());
            if (users.isJobs(owner)) {
                Ownership.give(place.workspace(), owner, 0);
            }
        }
        if (!limits.none()) {
            groups.make(place.lease(), limits);
        }
    }

    @Override
    public Order.Start enclose(Order.Start plain, List<Path> readable) {
        var disk = new DiskLimit(diskBytes, List.of(place.workspace(), place.temporary()));
        if (limits.none()) {
            return diskBytes == 0 ? plain : plain.in(Enclosure.in(List.of(), Birth.PLAIN, disk));
        }
        var command = new ArrayList<>(Launcher.into(groups.joined(place.lease(), limits)));
        command.addAll(plain.command());
        return new Order.Start(
                plain.name(),
                plain.directory(),
                command,
                plain.workDirectory(),
                plain.environment(),
                plain.capture(),
                plain.captureLimit(),
                plain.hidden(),
                Enclosure.in(groups.entered(place.lease(), limits), Birth.in(groups.inherited(place.lease())), disk));
    }

    @Override
    public void give(String path) {
        // the agent's user is the job's
    }

    @Override
    public void close() throws IOException {
        if (!limits.none()) {
            groups.remove(place.lease());
        }
    }
}
