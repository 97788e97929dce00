package dev.millrace.plugins.workspace;

import dev.millrace.api.report.TestCase;
import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a report in JUnit's XML: {@code testsuites}, nested {@code testsuite}, {@code testcase}, as JUnit, Surefire, Gradle, pytest, Jest, gtest and
 * others write it. What strangers send: streamed, no document type, no entities but XML's own, bounded depth, bounded texts.
 */
final class JUnitReport {
    private static final int MOST_DEPTH = 64;

    private final XMLStreamReader xml;
    private final String file;
    private final List<TestCase> cases = new ArrayList<>();
    private final Deque<String> suites = new ArrayDeque<>();

    private JUnitReport(XMLStreamReader xml, String file) {
        this.xml = xml;
        this.file = file;
    }

    /**
     * The tests of a report.
     *
     * @param file its path, for suites without a name
     * @throws BadReport it is no report, with what was found
     */
    static List<TestCase> parse(String file, byte[] content) throws BadReport {
        if (content.length == 0) {
            throw new BadReport("the file is empty");
        }
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        try {
            var xml = factory.createXMLStreamReader(new ByteArrayInputStream(content));
            try {
                return new JUnitReport(xml, file).read();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw new BadReport("line %d: %s"
                    .formatted(e.getLocation() == null ? 0 : e.getLocation().getLineNumber(), firstLine(e)));
        }
    }

    private List<TestCase> read() throws XMLStreamException, BadReport {
        int depth = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    if (depth == 0 && !isSuite(xml.getLocalName())) {
                        throw new BadReport("the outermost element is %s, not testsuites or testsuite"
                                .formatted(xml.getLocalName()));
                    }
                    if (++depth > MOST_DEPTH) {
                        throw new BadReport("elements are nested more than %d deep".formatted(MOST_DEPTH));
                    }
                    depth -= open(xml.getLocalName());
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    if (xml.getLocalName().equals("testsuite")) {
                        suites.pop();
                    }
                }
                default -> {}
            }
        }
        return cases;
    }

    /** Returns 1 where the element was read to its end. */
    private int open(String element) throws XMLStreamException, BadReport {
        switch (element) {
            case "testsuites" -> {
                return 0;
            }
            case "testsuite" -> {
                suites.push(attribute("name", suite()));
                return 0;
            }
            case "testcase" -> cases.add(new CaseReader(xml, suite()).read());
            // A suite that could not be set up: the failure belongs to no test.
            case "error", "failure" -> cases.add(CaseReader.ofSuite(xml, suite()));
            default -> CaseReader.skip(xml);
        }
        return 1;
    }

    private String suite() {
        var innermost = suites.peek();
        return innermost == null ? file : innermost;
    }

    private String attribute(String name, String otherwise) {
        var value = xml.getAttributeValue(null, name);
        return value == null || value.isBlank() ? otherwise : value;
    }

    private static boolean isSuite(String element) {
        return element.equals("testsuites") || element.equals("testsuite");
    }

    private static String firstLine(XMLStreamException e) {
        var message = String.valueOf(e.getMessage());
        return message.substring(message.lastIndexOf('\n') + 1).replace("Message: ", "");
    }
}
