package dev.millrace.controller.link;

/** An agent said what no sound agent says. Its connection ends; others are not affected. */
final class ProtocolViolation extends RuntimeException {
    ProtocolViolation(String what) {
        super(what);
    }
}
