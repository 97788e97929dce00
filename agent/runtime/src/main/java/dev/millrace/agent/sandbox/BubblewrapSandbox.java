package dev.millrace.agent.sandbox;

import dev.millrace.agent.supervisor.Enclosure;
import dev.millrace.agent.supervisor.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One lease's. Each of its processes gets walls of its own around the same places; they share files and limits, not process ids. What a step leaves running
 * ends with the step.
 */
final class BubblewrapSandbox implements Sandbox {
    private static final int OPEN_FILES = 16_384;
    private static final String SETTINGS = "etc";

    private final BubblewrapProgram program;
    private final ControlGroups groups;
    private final GroupLimits limits;
    private final Users users;
    private final SandboxPlace place;
    private final boolean network;
    private final List<String> notices;

    BubblewrapSandbox(
            BubblewrapProgram program,
            ControlGroups groups,
            GroupLimits limits,
            Users users,
            SandboxPlace place,
            boolean network,
            List<String> notices) {
        this.program = program;
        this.groups = groups;
        this.limits = limits;
        this.users = users;
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
        var settings = Files.createDirectories(place.temporary().resolve(SETTINGS));
        Files.writeString(
                settings.resolve("passwd"),
                "job:x:%1$d:%1$d::%2$s:/bin/sh\nnobody:x:65534:65534::/nonexistent:/bin/false\n"
                        .formatted(user, BubblewrapWalls.HOME));
        Files.writeString(settings.resolve("group"), "job:x:%d:\nnogroup:x:65534:\n".formatted(user));
        own(settings, user);
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
        var places = new ArrayList<>(List.of(
                place.workspace(), temporary(), home(), place.temporary().resolve(SETTINGS)));
        for (var directory : readable) {
            if (program.root()) {
                Ownership.give(directory, 0, user);
            }
            places.add(directory);
        }
        var at = Enclosure.TOP.resolve(plain.name().toString().replace('/', '_'));
        var seen = new ArrayList<Path>();
        for (int number = 0; number < places.size(); number++) {
            seen.add(program.root() ? Enclosure.entrance(at, number) : places.get(number));
        }
        var walls = new BubblewrapWalls(user, network)
                .writable(seen.get(1), BubblewrapWalls.TEMPORARY)
                .writable(seen.get(2), BubblewrapWalls.HOME)
                .readable(seen.get(3).resolve("passwd"), "/etc/passwd")
                .readable(seen.get(3).resolve("group"), "/etc/group")
                .writable(seen.get(0), place.workspace().toString());
        for (int number = 4; number < places.size(); number++) {
            walls.readable(seen.get(number), places.get(number).toString());
        }
        walls.environment(plain.environment());
        var command = new ArrayList<>(Launcher.into(groups.of(place.lease()), OPEN_FILES));
        command.addAll(program.around(user, plain.command()));
        return new Order.Start(
                plain.name(),
                plain.directory(),
                command,
                Path.of("/"),
                Map.of(),
                plain.capture(),
                plain.captureLimit(),
                plain.hidden(),
                new Enclosure(
                        at,
                        program.root() ? places : List.of(),
                        List.of(walls.in(plain.workDirectory().toString()), program.filter()),
                        groups.of(place.lease())));
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
