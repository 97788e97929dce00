package dev.millrace.api;

/** A plugin used what it did not declare. */
public final class PermissionMissing extends RuntimeException {
    private final Permission permission;

    /** Of a plugin that lacks a permission. */
    public PermissionMissing(String plugin, Permission permission) {
        super("Plugin %s uses %s without declaring it: add it to Millrace-Permissions in its manifest"
                .formatted(plugin, permission.key()));
        this.permission = permission;
    }

    /** What it would need. */
    public Permission permission() {
        return permission;
    }
}
