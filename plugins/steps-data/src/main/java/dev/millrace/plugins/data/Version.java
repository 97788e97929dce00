package dev.millrace.plugins.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A version as Maven orders them: numbers by value, words in the order alpha, beta, milestone, rc, snapshot, release, sp, then all others by letter.
 * Missing parts are zeros or the release.
 */
record Version(List<Part> parts) implements Comparable<Version> {
    private static final Pattern PART = Pattern.compile("\\d+|[a-z]+|\\*");
    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("alpha", -5),
            Map.entry("a", -5),
            Map.entry("beta", -4),
            Map.entry("b", -4),
            Map.entry("milestone", -3),
            Map.entry("m", -3),
            Map.entry("rc", -2),
            Map.entry("cr", -2),
            Map.entry("snapshot", -1),
            Map.entry("ga", 0),
            Map.entry("final", 0),
            Map.entry("release", 0),
            Map.entry("sp", 1));
    private static final int OTHER_WORD = 2;
    private static final int NUMBER = 3;
    private static final Part NOTHING = new Part(0, BigInteger.ZERO, "");

    /** @param rank words of the release and nothing are 0 */
    record Part(int rank, BigInteger number, String word) implements Comparable<Part> {
        @Override
        public int compareTo(Part other) {
            int ranks = Integer.compare(rank, other.rank);
            int numbers = ranks != 0 ? ranks : number.compareTo(other.number);
            return numbers != 0 ? numbers : word.compareTo(other.word);
        }
    }

    static Version of(String text) {
        var parts = new ArrayList<Part>();
        var matcher = PART.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find() && parts.size() < 1_000) {
            parts.add(part(matcher.group()));
        }
        while (!parts.isEmpty() && parts.getLast().compareTo(NOTHING) == 0) {
            parts.removeLast();
        }
        // nothing at all is older than everything
        return new Version(text.isEmpty() ? List.of(new Part(Integer.MIN_VALUE, BigInteger.ZERO, "")) : parts);
    }

    private static Part part(String text) {
        if (text.equals("*")) {
            return new Part(Integer.MAX_VALUE, BigInteger.ZERO, "");
        }
        if (Character.isDigit(text.charAt(0))) {
            var number = new BigInteger(text);
            return number.signum() == 0 ? NOTHING : new Part(NUMBER, number, "");
        }
        var rank = WORDS.get(text);
        return rank == null ? new Part(OTHER_WORD, BigInteger.ZERO, text) : new Part(rank, BigInteger.ZERO, "");
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            var one = i < parts.size() ? parts.get(i) : NOTHING;
            var two = i < other.parts.size() ? other.parts.get(i) : NOTHING;
            int order = one.compareTo(two);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
