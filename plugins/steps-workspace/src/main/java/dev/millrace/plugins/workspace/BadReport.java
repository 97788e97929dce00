package dev.millrace.plugins.workspace;

/** A file is no test report. */
final class BadReport extends Exception {
    BadReport(String message) {
        super(message);
    }
}
