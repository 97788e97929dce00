package dev.millrace.agent.transfer;

import dev.millrace.agent.workspace.FileFault;

/** Where symbolic links in trees may lead: relative, as many steps up as the link is deep, then down. */
final class LinkTarget {
    private LinkTarget() {}

    /** The target, if it stays inside. */
    static String inside(String link, String target) throws FileFault {
        int depth = (int) link.chars().filter(c -> c == '/').count();
        boolean down = false;
        for (var name : target.split("/", -1)) {
            if (name.equals("..")) {
                depth--;
                if (down || depth < 0) {
                    throw outside(link, target);
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                down = true;
            }
        }
        if (target.isEmpty() || target.startsWith("/") || target.indexOf('\0') >= 0) {
            throw outside(link, target);
        }
        return target;
    }

    private static FileFault outside(String link, String target) {
        return new FileFault(
                "outside-workspace",
                "The link %s leads to %s, which is not surely inside; exclude it".formatted(link, target),
                link);
    }
}
