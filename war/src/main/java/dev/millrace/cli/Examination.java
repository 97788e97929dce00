package dev.millrace.cli;

import dev.millrace.agent.sandbox.Sandboxes;
import dev.millrace.cli.Finding.Verdict;
import dev.millrace.evaluator.fence.LanguageSandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at what Millrace needs, and what it makes use of. */
final class Examination {
    private static final long NEEDED_BYTES = 2L << 30;

    private final Machine machine;
    private final Path data;
    private final Controllers controllers;

    Examination(Machine machine, Path data, Controllers controllers) {
        this.controllers = controllers;
        this.machine = machine;
        this.data = data;
    }

    List<Finding> all() throws InterruptedException {
        var findings = new ArrayList<>(List.of(java(), git(), disk(), openFiles(), userNamespaces()));
        findings.addAll(sandboxes());
        findings.addAll(List.of(evaluators(), languageSandbox(), containers(), jobsAndData()));
        return findings;
    }

    private static Finding java() {
        var version = Runtime.version().feature();
        return version >= 25
                ? Finding.ok("java", "Java " + Runtime.version() + " in " + System.getProperty("java.home"))
                : new Finding("java", Verdict.MISSING, "Java " + version, "Install a JDK 25");
    }

    private static Finding languageSandbox() {
        return Finding.ok("language-sandbox", LanguageSandbox.summary());
    }

    private Finding git() throws InterruptedException {
        return machine.firstLine("git", "--version")
                .map(version -> Finding.ok("git", version))
                .orElseGet(() -> new Finding(
                        "git",
                        Verdict.LESS,
                        "no git program",
                        "Install git: sources cannot be checked out without it"));
    }

    private Finding disk() {
        try {
            var free = machine.freeBytes(data);
            var found = "%.1f GiB free for %s".formatted(free / (double) (1 << 30), data);
            return free >= NEEDED_BYTES
                    ? Finding.ok("disk", found)
                    : new Finding(
                            "disk", Verdict.LESS, found, "Free some space, or choose another directory with --data");
        } catch (IOException e) {
            return new Finding("disk", Verdict.LESS, "unknown: " + e, "Check " + data);
        }
    }

    private Finding openFiles() {
        var limit = machine.read("/proc/self/limits")
                .flatMap(text -> text.lines()
                        .filter(line -> line.startsWith("Max open files"))
                        .findFirst())
                .map(line -> line.replaceAll("Max open files\\s+(\\S+).*", "$1"))
                .orElse("unknown");
        var enough = limit.equals("unlimited") || (limit.matches("\\d{1,18}") && Long.parseLong(limit) >= 4096);
        return enough || limit.equals("unknown")
                ? Finding.ok("open-files", "limit " + limit)
                : new Finding(
                        "open-files",
                        Verdict.LESS,
                        "limit " + limit,
                        "Raise it: ulimit -n 65536 (10,000 agents need as many)");
    }

    private Finding userNamespaces() throws InterruptedException {
        if (machine.succeeds("unshare", "-U", "-r", "true")) {
            return Finding.ok("user-namespaces", "usable");
        }
        var closed = machine.read("/proc/sys/kernel/unprivileged_userns_clone")
                        .filter("0"::equals)
                        .isPresent()
                || machine.read("/proc/sys/kernel/apparmor_restrict_unprivileged_userns")
                        .filter("1"::equals)
                        .isPresent();
        return new Finding(
                "user-namespaces",
                machine.isRoot() ? Verdict.MISSING : Verdict.LESS,
                closed ? "switched off by the kernel's settings" : "not usable here",
                closed
                        ? "sysctl kernel.unprivileged_userns_clone=1 kernel.apparmor_restrict_unprivileged_userns=0"
                        : "In a container, allow unshare (seccomp); root needs them for the embedded PostgreSQL");
    }

    /** What agents on this machine could put around jobs, each tried by starting it. */
    private static List<Finding> sandboxes() throws InterruptedException {
        return Sandboxes.tried().stream()
                .map(one -> one.works()
                        ? Finding.ok(one.subject(), one.found())
                        : new Finding(one.subject(), Verdict.LESS, one.found(), one.remedy()))
                .toList();
    }

    /** Pipelines run in processes of their own: what an escaped one could reach depends on what holds those. */
    private Finding evaluators() throws InterruptedException {
        var holding = controllers.evaluators();
        if (holding.walled()) {
            return Finding.ok("evaluators", "no network, no files but their own: held by " + holding.by());
        }
        return new Finding(
                "evaluators",
                Verdict.LESS,
                "processes that run pipelines can read this user's files (%s)"
                        .formatted(String.join("; ", holding.refused())),
                "apt-get install bubblewrap");
    }

    private Finding containers() throws InterruptedException {
        for (var program : List.of("podman", "docker")) {
            if (machine.succeeds(program, "info")) {
                return Finding.ok("containers", program + " works");
            }
        }
        return new Finding(
                "containers",
                Verdict.LESS,
                "neither podman nor docker works here",
                "Install podman to run jobs in images");
    }

    /** Jobs of the process sandbox run as the agent's user: what that user can read, they can. */
    private Finding jobsAndData() {
        return new Finding(
                "jobs-and-data",
                Verdict.LESS,
                machine.isRoot()
                        ? "jobs of the process sandbox on the local agent run as root and can read " + data
                        : "jobs of the process sandbox on the local agent run as %s and can read %s"
                                .formatted(System.getProperty("user.name"), data),
                "For jobs that you do not trust: 'millrace sandbox bubblewrap' puts walls around all of them; or agents under another user or on other machines");
    }
}
