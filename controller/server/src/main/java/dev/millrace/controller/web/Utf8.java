package dev.millrace.controller.web;

/** Where UTF-8 may be cut. */
final class Utf8 {
    private Utf8() {}

    /** How many of the bytes are whole letters: at most three fewer than there are. What is not UTF-8 counts as it is. */
    static int wholeLetters(byte[] bytes) {
        for (var back = 1; back <= Math.min(3, bytes.length); back++) {
            var value = bytes[bytes.length - back] & 0xff;
            if (value < 0x80) {
                return bytes.length;
            }
            if (value >= 0xc0) {
                var letter = value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2;
                return back < letter ? bytes.length - back : bytes.length;
            }
        }
        return bytes.length;
    }
}
