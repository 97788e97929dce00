package dev.millrace.agent.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;

/**
 * Users of jobs, from a range that nobody else has. Each workspace has its own, which it keeps: who owns a workspace's top is who works in it, so that two
 * jobs at a time are always two users and a workspace that is used again needs no change.
 */
final class Users {
    private static final int FIRST = 1_900_000_000;
    private static final int SHARE = 10_000;
    private static final int SHARES = 20_000;

    private final Path workspaces;
    private final int first;

    /** @param workspaces the directory in which this agent's workspaces are; another agent's jobs are other users */
    Users(Path workspaces) {
        this.workspaces = workspaces;
        this.first = FIRST + Math.floorMod(workspaces.toString().hashCode(), SHARES) * SHARE;
    }

    /** Whether this agent made it the user of a job. */
    boolean isJobs(int user) {
        return user >= first && user < first + SHARE;
    }

    static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    /** The user of a workspace, who owns its top when this returns. */
    synchronized int of(Path workspace) throws IOException, SandboxRefused {
        int owner = owner(workspace);
        if (isJobs(owner)) {
            return owner;
        }
        var taken = new HashSet<Integer>();
        try (var all = Files.newDirectoryStream(workspaces)) {
            for (var each : all) {
                taken.add(owner(each));
            }
        }
        for (int user = first; user < first + SHARE; user++) {
            if (!taken.contains(user)) {
                Files.setAttribute(workspace, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
                return user;
            }
        }
        throw new SandboxRefused(
                "All %d users for jobs are taken by workspaces in %s: remove some".formatted(SHARE, workspaces));
    }
}
