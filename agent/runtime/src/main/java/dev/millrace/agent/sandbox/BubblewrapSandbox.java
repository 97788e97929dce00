package dev.millrace.agent.sandbox;

import dev.millrace.agent.supervisor.Birth;
import dev.millrace.agent.supervisor.DiskLimit;
import dev.millrace.agent.supervisor.Enclosure;
import dev.millrace.agent.supervisor.Entrance;
import dev.millrace.agent.supervisor.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One lease's. Each of its processes gets walls of its own around the same places; they share files and limits, not process ids. What a step leaves running
 * ends with the step.
 */
final class BubblewrapSandbox implements Sandbox {
    private static final int OPEN_FILES = 16_384;
    private static final String NAMES = "names";

    private final BubblewrapProgram program;
    private final ControlGroups groups;
    private final GroupLimits limits;
    private final long diskBytes;
    private final Users users;
    private final SystemSettings settings;
    private final SandboxPlace place;
    private final boolean network;
    private final List<String> notices;

    /** @param diskBytes that it may keep in its workspace, its home and its /tmp; 0: no limit */
    BubblewrapSandbox(
            BubblewrapMeans means,
            GroupLimits limits,
            long diskBytes,
            SandboxPlace place,
            boolean network,
            List<String> notices) {
        this.program = means.program();
        this.groups = means.groups();
        this.users = means.users();
        this.settings = means.settings();
        this.limits = limits;
        this.diskBytes = diskBytes;
        this.place = place;
        this.network = network;
        this.notices = List.copyOf(notices);
    }

    @Override
    public String kind() {
        return "bubblewrap";
    }

    @Override
    public List<String> notices() {
        return notices;
    }

    @Override
    public Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                Map.entry("HOME", BubblewrapWalls.HOME),
                Map.entry("USER", "job"),
                Map.entry("LOGNAME", "job"),
                Map.entry("LANG", "C.UTF-8"),
                Map.entry("TMPDIR", BubblewrapWalls.TEMPORARY),
                Map.entry("WORKSPACE", place.workspace().toString()),
                Map.entry("WORKSPACE_TMP", BubblewrapWalls.TEMPORARY));
    }

    @Override
    public void open() throws IOException, SandboxRefused {
        int user = Users.owner(place.workspace());
        if (program.root()) {
            boolean known = users.isJobs(user);
            user = users.of(place.workspace());
            if (!known) {
                give("");
            }
        }
        for (var directory : List.of(temporary(), home())) {
            Files.createDirectories(directory);
            own(directory, user);
        }
        var names = Files.createDirectories(place.temporary().resolve(NAMES));
        Files.writeString(
                names.resolve("passwd"),
                "job:x:%1$d:%1$d::%2$s:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n"
                        .formatted(user, BubblewrapWalls.HOME));
        Files.writeString(names.resolve("group"), "job:x:%d:\nnogroup:x:65534:\n".formatted(user));
        own(names, user);
        groups.make(place.lease(), limits);
    }

    private Path temporary() {
        return place.temporary().resolve("tmp");
    }

    private Path home() {
        return place.temporary().resolve("home");
    }

    private void own(Path path, int user) throws IOException {
        if (program.root()) {
            Files.setAttribute(path, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
        }
    }

    @Override
    public Order.Start enclose(Order.Start plain, List<Path> readable) throws IOException {
        int user = Users.owner(place.workspace());
        var seen = new Seen(place.lease());
        var walls = new BubblewrapWalls(user)
                .readable(seen.lasting("etc", settings.directory()), "/etc")
                .writable(seen.lasting("tmp", temporary()), BubblewrapWalls.TEMPORARY)
                .writable(seen.lasting("home", home()), BubblewrapWalls.HOME)
                .readable(seen.lasting("names", place.temporary().resolve(NAMES)), BubblewrapWalls.NAMES)
                .writable(
                        seen.lasting("workspace", place.workspace()),
                        place.workspace().toString());
        for (var directory : readable) {
            if (program.root()) {
                Ownership.give(directory, 0, user);
            }
            walls.readable(seen.now(plain.name().operation(), directory), directory.toString());
        }
        if (network) {
            walls.network();
        }
        walls.environment(plain.environment());
        return new Order.Start(
                plain.name(),
                plain.directory(),
                program.around(true, plain.command()),
                Path.of("/"),
                Map.of(),
                plain.capture(),
                plain.captureLimit(),
                plain.hidden(),
                new Enclosure(
                        seen.entrances,
                        List.of(walls.in(plain.workDirectory().toString()), program.filter()),
                        groups.entered(place.lease(), limits),
                        birth(user),
                        new DiskLimit(diskBytes, List.of(place.workspace(), temporary(), home()))));
    }

    private Birth birth(int user) {
        return new Birth(
                program.root() ? OptionalInt.of(user) : OptionalInt.empty(),
                groups.inherited(place.lease()),
                groups.joined(place.lease(), limits),
                diskBytes,
                OPEN_FILES);
    }

    /** Where the launcher sees directories: root's gives up the right to walk to them. */
    private final class Seen {
        private final Path at;
        private final List<Entrance> entrances = new ArrayList<>();

        Seen(String lease) {
            at = Enclosure.TOP.resolve(lease);
        }

        Path lasting(String name, Path directory) {
            return seen(name, directory, true);
        }

        Path now(String operation, Path directory) {
            return seen("%s-%d".formatted(operation, entrances.size()), directory, false);
        }

        private Path seen(String name, Path directory, boolean lasting) {
            if (!program.root()) {
                return directory;
            }
            entrances.add(new Entrance(directory, at.resolve(name), lasting));
            return at.resolve(name);
        }
    }

    @Override
    public void give(String path) throws IOException {
        if (program.root()) {
            Ownership.give(place.workspace(), path, 0, Users.owner(place.workspace()));
        }
    }

    @Override
    public void close() throws IOException {
        groups.remove(place.lease());
    }
}
