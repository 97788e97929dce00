package dev.millrace.controller.fleet;

import dev.millrace.controller.fleet.FleetRegister.HealthReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** From a heartbeat to the reasons why an agent should get no work. */
final class HealthRules {
    /** Less than this and a checkout or a log spool soon fails half-way. */
    static final long MIN_DISK_BYTES = 256L << 20;

    /** Less than this and the system soon ends processes to help itself. */
    static final long MIN_MEMORY_BYTES = 64L << 20;

    /** With a larger difference times in logs mislead, and tokens and certificates are refused as too old or too new. */
    static final Duration MAX_SKEW = Duration.ofMinutes(1);

    private static final int MAX_REASONS = 20;
    private static final int MAX_LENGTH = 200;

    private HealthRules() {}

    static List<String> reasons(HealthReport report, Instant now) {
        var reasons = new ArrayList<String>();
        if (report.diskFreeBytes() < MIN_DISK_BYTES) {
            reasons.add("only %d MiB of disk are free, it needs %d"
                    .formatted(report.diskFreeBytes() >> 20, MIN_DISK_BYTES >> 20));
        }
        if (report.memoryFreeBytes() < MIN_MEMORY_BYTES) {
            reasons.add("only %d MiB of memory are free, it needs %d"
                    .formatted(report.memoryFreeBytes() >> 20, MIN_MEMORY_BYTES >> 20));
        }
        var skew = Duration.between(now, report.clock());
        if (skew.abs().compareTo(MAX_SKEW) > 0) {
            reasons.add("its clock is more than a minute %s the controller's: set both by a time server"
                    .formatted(skew.isNegative() ? "behind" : "ahead of"));
        }
        report.unhealthy().stream()
                .map(HealthRules::plain)
                .filter(reason -> !reason.isEmpty())
                .limit(MAX_REASONS)
                .forEach(reasons::add);
        return reasons;
    }

    /** The agent's words are shown to people: one short line. */
    private static String plain(String said) {
        var line = said.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) : line;
    }
}
