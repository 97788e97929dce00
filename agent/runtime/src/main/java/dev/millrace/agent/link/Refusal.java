package dev.millrace.agent.link;

/** The controller refuses this agent, and trying again cannot help. */
public final class Refusal extends Exception {
    private final String code;

    /** With the controller's code and its words. */
    public Refusal(String code, String message) {
        super(message);
        this.code = code;
    }

    /** Machine-readable: "token-used", "removed", ... */
    public String code() {
        return code;
    }
}
