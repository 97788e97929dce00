package dev.millrace.evaluator.fence;

/** Pipeline code wanted what the language sandbox does not allow. The message names it, and what to use instead where there is something. */
public final class NotForPipelines extends SecurityException {
    private static final long serialVersionUID = 1;

    NotForPipelines(String what, String instead) {
        super(message(what, instead));
    }

    static String message(String what, String instead) {
        return what + " is not for pipelines" + (instead.isEmpty() ? "" : ": " + instead);
    }
}
