package dev.millrace.api.workspace;

/** What becomes of symbolic links that match when files are packed. */
public enum Links {
    /** They stay links; one that leads outside of the packed directory is a failure {@code outside-workspace}. */
    KEEP,
    /** The file that one leads to is packed under the link's path; those that lead to no regular file of the workspace are left out. */
    FOLLOW,
    /** They are left out. */
    LEAVE_OUT
}
