package dev.millrace.api;

/**
 * Version of this API, by semantic versioning: what compiles against one version works with every later one of the same major version. A plugin
 * names the versions that it works with in its manifest: {@code Plugin-Requires: >=1.0.0 & <2.0.0}.
 */
public final class ApiVersion {
    private ApiVersion() {}

    /** The version of the API at run time. Not a constant of the language: those are copied into the plugins that use them. */
    public static String current() {
        return "1.0.0";
    }
}
