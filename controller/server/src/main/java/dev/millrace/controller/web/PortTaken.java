package dev.millrace.controller.web;

/** The port to listen at is in use. Another port, or ending what holds this one, helps. */
public final class PortTaken extends RuntimeException {
    private final int port;

    /** With the port that was tried. */
    public PortTaken(String host, int port, Throwable cause) {
        super(
                "Port %d at %s is taken: give another with --port N (0 takes a free one), or end the program that holds it (ss -ltnp shows it)"
                        .formatted(port, host),
                cause);
        this.port = port;
    }

    /** The port that was tried. */
    public int port() {
        return port;
    }
}
