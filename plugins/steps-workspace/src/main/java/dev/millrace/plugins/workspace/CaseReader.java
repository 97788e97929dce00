package dev.millrace.plugins.workspace;

import dev.millrace.api.report.TestCase;
import dev.millrace.api.report.TestCase.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads one {@code testcase} element. A failure that a rerun made good ({@code flakyFailure}, {@code rerunFailure} beside success) is none. */
final class CaseReader {
    private static final int MOST_NAME = 1_000;
    private static final int MOST_MESSAGE = 4_000;
    private static final int MOST_DETAILS = 64_000;
    private static final Set<String> NOT_RUN = Set.of("notrun", "skipped", "disabled", "suppressed");

    private final XMLStreamReader xml;
    private final String suite;
    private final String group;
    private final String name;
    private final Duration duration;
    private Outcome outcome;
    private Optional<String> message = Optional.empty();
    private Optional<String> details = Optional.empty();

    /** Stands at the start of the element. */
    CaseReader(XMLStreamReader xml, String suite) {
        this.xml = xml;
        this.suite = cut(suite, MOST_NAME);
        this.group =
                cut(attribute(xml, "classname").filter(text -> !text.isBlank()).orElse(suite), MOST_NAME);
        this.name = cut(attribute(xml, "name").orElse("(no name)"), MOST_NAME);
        this.duration = duration(xml.getAttributeValue(null, "time"));
        boolean notRun = attribute(xml, "status").filter(NOT_RUN::contains).isPresent()
                || attribute(xml, "result").filter(NOT_RUN::contains).isPresent();
        this.outcome = notRun ? Outcome.SKIPPED : Outcome.PASSED;
    }

    /** Reads to the end of the element. */
    TestCase read() throws XMLStreamException {
        while (xml.next() != XMLStreamConstants.END_ELEMENT) {
            if (!xml.isStartElement()) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "failure" -> failed(Outcome.FAILED);
                case "error" -> failed(Outcome.ERROR);
                case "skipped" -> {
                    outcome = outcome == Outcome.PASSED ? Outcome.SKIPPED : outcome;
                    var why = attribute(xml, "message");
                    message = message.or(() -> why.map(text -> cut(text, MOST_MESSAGE)));
                    skip(xml);
                }
                default -> skip(xml);
            }
        }
        return new TestCase(suite, group, name, outcome, duration, message, details);
    }

    /** A failure that stands in a suite instead of in a test. */
    static TestCase ofSuite(XMLStreamReader xml, String suite) throws XMLStreamException {
        var outcome = xml.getLocalName().equals("error") ? Outcome.ERROR : Outcome.FAILED;
        var message = attribute(xml, "message").map(text -> cut(text, MOST_MESSAGE));
        var text = text(xml);
        return new TestCase(
                cut(suite, MOST_NAME),
                cut(suite, MOST_NAME),
                "(suite)",
                outcome,
                Duration.ZERO,
                message,
                Optional.of(text).filter(t -> !t.isBlank()));
    }

    /** Reads over the element and all in it. */
    static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
    }

    /** The first failure tells; a test may carry one from its body and one from its tear-down. */
    private void failed(Outcome how) throws XMLStreamException {
        var said = attribute(xml, "message").or(() -> attribute(xml, "type")).map(text -> cut(text, MOST_MESSAGE));
        var text = text(xml);
        if (outcome != Outcome.FAILED && outcome != Outcome.ERROR) {
            outcome = how;
            message = said;
            details = Optional.of(text).filter(t -> !t.isBlank());
        }
    }

    private static String text(XMLStreamReader xml) throws XMLStreamException {
        var text = new StringBuilder();
        for (int depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() < MOST_DETAILS) {
                        text.append(xml.getText());
                    }
                }
                default -> {}
            }
        }
        return cut(text.toString(), MOST_DETAILS);
    }

    /** Seconds with a fraction; some writers group thousands by commas. Unknown is zero. */
    private static Duration duration(@Nullable String seconds) {
        if (seconds == null || seconds.length() > 40) {
            return Duration.ZERO;
        }
        try {
            double value = new BigDecimal(seconds.strip().replace(",", "")).doubleValue();
            return value < 0 || value > 1e9 ? Duration.ZERO : Duration.ofNanos((long) (value * 1e9));
        } catch (NumberFormatException e) {
            return Duration.ZERO;
        }
    }

    private static Optional<String> attribute(XMLStreamReader xml, String name) {
        return Optional.ofNullable(xml.getAttributeValue(null, name));
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - 1) + "…";
    }
}
