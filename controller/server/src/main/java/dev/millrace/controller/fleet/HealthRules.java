package dev.millrace.controller.fleet;

import dev.millrace.controller.fleet.FleetRegister.HealthReport;
import java.util.ArrayList;
import java.util.List;

/** From a heartbeat to the reasons why an agent should get no work. */
final class HealthRules {
    /** Less than this and a checkout or a log spool soon fails half-way. */
    static final long MIN_DISK_BYTES = 256L << 20;

    private static final int MAX_REASONS = 20;
    private static final int MAX_LENGTH = 200;

    private HealthRules() {}

    static List<String> reasons(HealthReport report) {
        var reasons = new ArrayList<String>();
        if (report.diskFreeBytes() < MIN_DISK_BYTES) {
            reasons.add("only %d MiB of disk are free, it needs %d"
                    .formatted(report.diskFreeBytes() >> 20, MIN_DISK_BYTES >> 20));
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
