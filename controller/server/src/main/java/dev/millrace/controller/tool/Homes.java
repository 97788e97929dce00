package dev.millrace.controller.tool;

import java.util.regex.Pattern;

/** Paths on agents, which may be of another system than this one. Pure. */
final class Homes {
    private static final Pattern WINDOWS = Pattern.compile("[A-Za-z]:[\\\\/].*|\\\\\\\\.+");

    private Homes() {}

    static boolean absolute(String path) {
        return path.startsWith("/") || WINDOWS.matcher(path).matches();
    }

    static String below(String home, String directory) {
        return absolute(directory) ? directory : home.endsWith("/") ? home + directory : home + "/" + directory;
    }

    /** Between entries of PATH. */
    static String separator(String home) {
        return WINDOWS.matcher(home).matches() ? ";" : ":";
    }
}
