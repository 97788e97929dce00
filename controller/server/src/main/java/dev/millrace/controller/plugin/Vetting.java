package dev.millrace.controller.plugin;

import dev.millrace.api.Permission;
import dev.millrace.controller.base.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which of some archives can be started, in which order, and why not the others. Pure.
 *
 * @param order archives that can be started, dependencies first
 * @param refused the others, with what speaks against each
 */
record Vetting(List<Archive> order, Map<Archive, List<Problem>> refused) {
    private static final Comparator<Archive> BUNDLED_FIRST = Comparator.comparing(
                    (Archive archive) -> !archive.bundled())
            .thenComparing(Archive::id)
            .thenComparing(archive -> archive.file().toString());

    /** Compares a version with an expression such as {@code >=1.0.0 & <2.0.0}; fails with any exception on what is none. */
    interface Versions {
        boolean fits(String version, String expression);
    }

    static Vetting of(List<Archive> archives, String api, Versions versions) {
        var refused = new LinkedHashMap<Archive, List<Problem>>();
        var candidates = new LinkedHashMap<String, Archive>();
        for (var archive : archives.stream().sorted(BUNDLED_FIRST).toList()) {
            var problems = alone(archive, api, versions);
            var first = candidates.get(archive.id());
            if (first != null) {
                problems.add(problem(
                        archive,
                        "There are two archives of plugin %s: %s and %s"
                                .formatted(
                                        archive.id(),
                                        first.file().getFileName(),
                                        archive.file().getFileName()),
                        first.bundled()
                                ? "It comes with this release: delete the other archive"
                                : "Keep one of them and delete the other"));
            }
            if (problems.isEmpty()) {
                candidates.put(archive.id(), archive);
            } else {
                refused.put(archive, problems);
            }
        }
        return new Order(candidates, refused, versions).resolve();
    }

    /** What speaks against one archive, whatever others there are. */
    static List<Problem> alone(Archive archive, String api, Versions versions) {
        var problems = new ArrayList<Problem>();
        if (archive.requires().isEmpty()) {
            problems.add(problem(
                    archive,
                    archive.name() + " does not say which versions of the plugin API it works with",
                    "Its provider must add Plugin-Requires to its manifest, such as >=%s".formatted(api)));
        } else {
            switch (fits(api, archive.requires(), versions)) {
                case YES -> {}
                case NO ->
                    problems.add(problem(
                            archive,
                            "%s needs plugin API %s, this is %s".formatted(archive.name(), archive.requires(), api),
                            "Update Millrace, or install a version of the plugin that works with API " + api));
                case NONSENSE ->
                    problems.add(problem(
                            archive,
                            "%s: Plugin-Requires is '%s', not a range of versions"
                                    .formatted(archive.name(), archive.requires()),
                            "Its provider must write it like >=1.0.0 & <2.0.0"));
            }
        }
        for (var key : archive.permissions()) {
            if (permission(key).isEmpty()) {
                problems.add(problem(
                        archive,
                        "%s asks for permission '%s', which there is not".formatted(archive.name(), key),
                        "Permissions are "
                                + Arrays.stream(Permission.values())
                                        .map(Permission::key)
                                        .toList()));
            }
        }
        return problems;
    }

    static Optional<Permission> permission(String key) {
        return Arrays.stream(Permission.values())
                .filter(permission -> permission.key().equals(key))
                .findFirst();
    }

    static Problem problem(Archive archive, String message, String hint) {
        return new Problem(archive.file().getFileName().toString(), 0, 0, message, hint);
    }

    private enum Fit {
        YES,
        NO,
        NONSENSE
    }

    /** A plain version means that one or later. */
    private static Fit fits(String version, String expression, Versions versions) {
        try {
            var range = expression.matches("\\d+\\.\\d+\\.\\d+") ? ">=" + expression : expression;
            return versions.fits(version, range) ? Fit.YES : Fit.NO;
        } catch (RuntimeException e) {
            return Fit.NONSENSE;
        }
    }

    /** Depth-first over dependencies; what cannot be had refuses its dependents too. */
    private static final class Order {
        private final Map<String, Archive> candidates;
        private final Map<Archive, List<Problem>> refused;
        private final Versions versions;
        private final Map<String, Boolean> decided = new HashMap<>();
        private final Set<String> path = new LinkedHashSet<>();
        private final List<Archive> order = new ArrayList<>();

        Order(Map<String, Archive> candidates, Map<Archive, List<Problem>> refused, Versions versions) {
            this.candidates = candidates;
            this.refused = refused;
            this.versions = versions;
        }

        Vetting resolve() {
            candidates.values().forEach(this::take);
            return new Vetting(List.copyOf(order), refused);
        }

        private boolean take(Archive archive) {
            var known = decided.get(archive.id());
            if (known != null) {
                return known;
            }
            path.add(archive.id());
            var problems = new ArrayList<Problem>();
            for (var dependency : archive.dependencies()) {
                missing(archive, dependency).ifPresent(problems::add);
            }
            path.remove(archive.id());
            decided.put(archive.id(), problems.isEmpty());
            if (problems.isEmpty()) {
                order.add(archive);
            } else {
                refused.put(archive, problems);
            }
            return problems.isEmpty();
        }

        private Optional<Problem> missing(Archive archive, Archive.Dependency needed) {
            var found = candidates.get(needed.id());
            if (found == null) {
                return needed.optional()
                        ? Optional.empty()
                        : Optional.of(problem(
                                archive,
                                "%s needs plugin %s, which is not there or not enabled"
                                        .formatted(archive.name(), needed),
                                "Install or enable plugin " + needed.id()));
            }
            if (path.contains(needed.id())) {
                return Optional.of(problem(
                        archive,
                        "Plugins need each other in a circle: %s -> %s"
                                .formatted(String.join(" -> ", path), needed.id()),
                        "Their providers must break the circle"));
            }
            if (fits(found.version(), needed.versions(), versions) != Fit.YES) {
                return Optional.of(problem(
                        archive,
                        "%s needs plugin %s, %s is there".formatted(archive.name(), needed, found.version()),
                        "Install a version of %s that fits".formatted(needed.id())));
            }
            if (!take(found) && !needed.optional()) {
                return Optional.of(problem(
                        archive,
                        "%s needs plugin %s, which cannot run itself".formatted(archive.name(), needed.id()),
                        "See what is wrong with plugin " + needed.id()));
            }
            return Optional.empty();
        }
    }
}
