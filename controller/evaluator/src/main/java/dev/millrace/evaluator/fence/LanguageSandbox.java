package dev.millrace.evaluator.fence;

/** The language sandbox, for people who ask what holds pipelines here. */
public final class LanguageSandbox {
    private LanguageSandbox() {}

    /** One line. */
    public static String summary() {
        return "pipelines may use %d types of Java and Groovy, and their own".formatted(AllowList.STANDARD.size());
    }
}
