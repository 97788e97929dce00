package dev.millrace.agent.supervisor;

/** Time since the machine was started, also while it slept, the same for all processes. Leases are measured on it. */
@FunctionalInterface
public interface BootClock {
    /** Nanoseconds since some moment that stays the same until the next boot. Never goes back. */
    long nanos();

    /** The kernel's boot-time clock on Linux; elsewhere the JVM's monotonic one, which systems share between processes but may stop while asleep. */
    static BootClock system() {
        if (!Libc.present()) {
            return System::nanoTime;
        }
        var libc = new Libc();
        return libc::bootNanos;
    }
}
