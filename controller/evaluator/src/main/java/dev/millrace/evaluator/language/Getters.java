package dev.millrace.evaluator.language;

import java.util.Locale;

/** Names of getters and fields. */
final class Getters {
    private Getters() {}

    /** The field that a getter reads: {@code url} of {@code getUrl}; empty where the name is no getter's. */
    static String field(String method) {
        var length = method.startsWith("get") ? 3 : method.startsWith("is") ? 2 : 0;
        return length == 0 || method.length() == length
                ? ""
                : method.substring(length, length + 1).toLowerCase(Locale.ROOT) + method.substring(length + 1);
    }
}
