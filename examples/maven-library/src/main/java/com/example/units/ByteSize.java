package com.example.units;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, read from and printed as text such as {@code 1.5 MiB}. */
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final Pattern TEXT = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGT]i)?B");
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    public ByteSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("A size cannot be negative: " + bytes);
        }
    }

    /** Reads a size such as {@code 512 B} or {@code 1.5 MiB}. */
    public static ByteSize parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a size: \"" + text + "\"; write it like 512 B or 1.5 MiB");
        }
        String unit = matcher.group(2) == null ? "B" : matcher.group(2) + "B";
        double value = Double.parseDouble(matcher.group(1));
        for (String known : UNITS) {
            if (known.equals(unit)) {
                return new ByteSize(Math.round(value));
            }
            value *= 1024;
        }
        throw new IllegalArgumentException("Unknown unit: " + unit);
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        String number = value == Math.rint(value) ? "%.0f" : "%.1f";
        return String.format(Locale.ROOT, number + " %s", value, UNITS[unit]);
    }
}
