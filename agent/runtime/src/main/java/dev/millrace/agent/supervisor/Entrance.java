package dev.millrace.agent.supervisor;

import java.nio.file.Path;

/**
 * A directory that a launcher sees at another place, since it gave up the right to walk to it. Nobody else sees it there.
 *
 * @param source what is seen
 * @param at where, below {@link Enclosure#TOP}
 * @param lasting as long as the lease; otherwise as long as the process
 */
public record Entrance(Path source, Path at, boolean lasting) {}
