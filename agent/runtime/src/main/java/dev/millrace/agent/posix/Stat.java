package dev.millrace.agent.posix;

/**
 * What the system knows of a directory's entry.
 *
 * @param type of what it is
 * @param mode permission bits, 0 to 07777
 * @param size bytes
 * @param modified of its content
 * @param changed of its content or anything here
 * @param device that it is on
 * @param inode on the device
 */
public record Stat(Type type, int mode, long size, Time modified, Time changed, long device, long inode) {
    /** Kinds of entries. */
    public enum Type {
        FILE,
        DIRECTORY,
        LINK,
        FIFO,
        SOCKET,
        DEVICE
    }

    /** The same entry, not touched since. */
    public boolean unchanged(Stat earlier) {
        return equals(earlier);
    }
}
