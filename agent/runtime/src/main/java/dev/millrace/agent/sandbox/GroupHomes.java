package dev.millrace.agent.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The control groups in which this process is, by what the kernel says of mounts and of itself.
 *
 * @param first version 1: by controller
 * @param second version 2: the one group; also beside version 1, where it may have no controllers
 */
record GroupHomes(SortedMap<String, Path> first, Optional<Path> second) {
    /**
     * Reads both tables.
     *
     * @param mounts lines of {@code /proc/self/mountinfo}
     * @param own lines of {@code /proc/self/cgroup}
     */
    static GroupHomes parse(List<String> mounts, List<String> own) {
        var first = new TreeMap<String, Path>();
        Optional<Path> second = Optional.empty();
        for (var line : mounts) {
            var halves = line.split(" - ", 2);
            var place = halves[0].split(" ", -1);
            var kind = halves.length < 2 ? new String[0] : halves[1].split(" ", -1);
            if (kind.length < 3 || place.length < 5) {
                continue;
            }
            if (kind[0].equals("cgroup2") && second.isEmpty()) {
                second = group(own, "").map(path -> below(place, path));
            } else if (kind[0].equals("cgroup")) {
                for (var controller : kind[2].split(",", -1)) {
                    group(own, controller).ifPresent(path -> first.putIfAbsent(controller, below(place, path)));
                }
            }
        }
        return new GroupHomes(first, second);
    }

    /** Lines are {@code number:controller,controller:/path}; version 2 has number 0 and no controllers. */
    private static Optional<String> group(List<String> own, String controller) {
        return own.stream()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length == 3
                        && (controller.isEmpty()
                                ? fields[1].isEmpty()
                                : List.of(fields[1].split(",", -1)).contains(controller)))
                .map(fields -> fields[2])
                .findFirst();
    }

    /** A mount may show a part of the tree alone. */
    private static Path below(String[] place, String path) {
        var root = Path.of(place[3]);
        var whole = Path.of(path);
        return Path.of(place[4])
                .resolve(
                        whole.startsWith(root)
                                ? root.relativize(whole).toString()
                                : whole.toString().substring(1));
    }
}
