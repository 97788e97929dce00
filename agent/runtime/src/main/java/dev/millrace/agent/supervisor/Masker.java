package dev.millrace.agent.supervisor;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Replaces hidden texts in a stream of bytes, also where one is cut by the borders of what is fed. Of several that fit, the longest wins. Holds back
 * at most the length of the longest hidden text. Not safe for use by many threads.
 */
final class Masker {
    private static final byte[] STARS = "****".getBytes(StandardCharsets.US_ASCII);

    private record Form(byte[] text, byte[] replacement) {}

    private final List<List<Form>> byFirst = new ArrayList<>(256);
    private final boolean idle;
    private byte[] held = {};

    private Masker(List<Form> forms) {
        for (int i = 0; i < 256; i++) {
            byFirst.add(List.of());
        }
        var sorted = new ArrayList<>(forms);
        sorted.sort(Comparator.comparingInt((Form form) -> form.text().length).reversed());
        for (var form : sorted) {
            int first = form.text()[0] & 0xff;
            var known = new ArrayList<>(byFirst.get(first));
            known.add(form);
            byFirst.set(first, known);
        }
        idle = forms.isEmpty();
    }

    /** Puts stars in their place. */
    static Masker stars(List<HiddenText> hidden) {
        return new Masker(
                hidden.stream().map(text -> new Form(text.value(), STARS)).toList());
    }

    /** Puts their placeholders in their place. */
    static Masker placeholders(List<HiddenText> hidden) {
        return new Masker(hidden.stream()
                .map(text -> new Form(text.value(), text.placeholder().getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    /** Takes bytes and gives those that can be told by now. The array is not kept. */
    byte[] feed(byte[] data, int length) {
        if (idle) {
            return java.util.Arrays.copyOf(data, length);
        }
        var all = new byte[held.length + length];
        System.arraycopy(held, 0, all, 0, held.length);
        System.arraycopy(data, 0, all, held.length, length);
        return mask(all, false);
    }

    /** Gives what was held back. */
    byte[] finish() {
        return mask(held, true);
    }

    private byte[] mask(byte[] all, boolean last) {
        var out = new ByteArrayOutputStream(all.length);
        int from = 0;
        int at = 0;
        held = new byte[0];
        while (at < all.length) {
            var forms = byFirst.get(all[at] & 0xff);
            int skip = 0;
            for (var form : forms) {
                int common = common(form.text(), all, at);
                if (common == form.text().length) {
                    out.write(all, from, at - from);
                    out.writeBytes(form.replacement());
                    skip = common;
                    break;
                }
                if (!last && at + common == all.length) {
                    out.write(all, from, at - from);
                    held = java.util.Arrays.copyOfRange(all, at, all.length);
                    return out.toByteArray();
                }
            }
            if (skip > 0) {
                at += skip;
                from = at;
            } else {
                at++;
            }
        }
        out.write(all, from, all.length - from);
        return out.toByteArray();
    }

    private static int common(byte[] text, byte[] all, int at) {
        int length = Math.min(text.length, all.length - at);
        int mismatch = java.util.Arrays.mismatch(text, 0, length, all, at, at + length);
        return mismatch < 0 ? length : mismatch;
    }
}
