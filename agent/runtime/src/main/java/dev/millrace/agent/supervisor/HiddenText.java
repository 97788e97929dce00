package dev.millrace.agent.supervisor;

/**
 * A text that must not appear in output.
 *
 * @param value at least one byte
 * @param placeholder appears in its place in captured output; in logged output stars do
 */
public record HiddenText(byte[] value, String placeholder) {
    public HiddenText {
        if (value.length == 0) {
            throw new IllegalArgumentException("Nothing cannot be hidden");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
