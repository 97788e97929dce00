package dev.millrace.plugins.data;

import dev.millrace.api.step.StepException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** A Maven project as maps, lists and texts. Document types are not read, nesting and sizes have bounds. */
final class Pom {
    /** Elements that hold a list, and what each item of it is called. */
    static final Map<String, String> LISTS = Map.ofEntries(
            Map.entry("modules", "module"),
            Map.entry("subprojects", "subproject"),
            Map.entry("dependencies", "dependency"),
            Map.entry("exclusions", "exclusion"),
            Map.entry("plugins", "plugin"),
            Map.entry("executions", "execution"),
            Map.entry("goals", "goal"),
            Map.entry("profiles", "profile"),
            Map.entry("licenses", "license"),
            Map.entry("developers", "developer"),
            Map.entry("contributors", "contributor"),
            Map.entry("roles", "role"),
            Map.entry("mailingLists", "mailingList"),
            Map.entry("otherArchives", "otherArchive"),
            Map.entry("repositories", "repository"),
            Map.entry("pluginRepositories", "pluginRepository"),
            Map.entry("extensions", "extension"),
            Map.entry("resources", "resource"),
            Map.entry("testResources", "testResource"),
            Map.entry("includes", "include"),
            Map.entry("excludes", "exclude"),
            Map.entry("filters", "filter"),
            Map.entry("notifiers", "notifier"),
            Map.entry("reportSets", "reportSet"),
            Map.entry("reports", "report"));

    private static final int MOST_ELEMENTS = 100_000;
    private static final int DEEPEST = 50;

    private final XMLStreamReader in;
    private int elements;

    private Pom(XMLStreamReader in) {
        this.in = in;
    }

    static Map<String, @Nullable Object> parse(String text, String where) throws StepException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            var in = factory.createXMLStreamReader(new StringReader(text));
            while (in.next() != XMLStreamConstants.START_ELEMENT) {
                // what stands before the project
            }
            if (!in.getLocalName().equals("project")) {
                throw new StepException(
                        "bad-pom",
                        "%s is not a Maven project: it begins with <%s>".formatted(where, in.getLocalName()));
            }
            return new Pom(in).map(0);
        } catch (XMLStreamException e) {
            var place = e.getLocation();
            throw new StepException(
                    "bad-pom",
                    "%s is not XML%s"
                            .formatted(
                                    where,
                                    place == null
                                            ? ""
                                            : " at line %d, column %d"
                                                    .formatted(place.getLineNumber(), place.getColumnNumber())));
        } catch (java.util.NoSuchElementException e) {
            throw new StepException("bad-pom", "%s is not a Maven project: it is empty".formatted(where));
        }
    }

    /** Children of the current element by name; where a name comes twice, the value is a list. */
    private Map<String, @Nullable Object> map(int depth) throws XMLStreamException, StepException {
        var map = new LinkedHashMap<String, @Nullable Object>();
        while (child()) {
            var name = in.getLocalName();
            add(map, name, value(name, depth + 1));
        }
        return map;
    }

    private List<@Nullable Object> list(int depth) throws XMLStreamException, StepException {
        var list = new ArrayList<@Nullable Object>();
        while (child()) {
            list.add(value(in.getLocalName(), depth + 1));
        }
        return list;
    }

    private @Nullable Object value(String name, int depth) throws XMLStreamException, StepException {
        if (++elements > MOST_ELEMENTS || depth > DEEPEST) {
            throw new StepException(
                    "too-large",
                    "A Maven project of more than %d elements, or nested deeper than %d, is not read"
                            .formatted(MOST_ELEMENTS, DEEPEST));
        }
        if (LISTS.containsKey(name)) {
            return list(depth);
        }
        var text = new StringBuilder();
        Map<String, @Nullable Object> children = null;
        while (true) {
            switch (in.next()) {
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(in.getText());
                case XMLStreamConstants.START_ELEMENT -> {
                    children = children == null ? new LinkedHashMap<>() : children;
                    add(children, in.getLocalName(), value(in.getLocalName(), depth + 1));
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    return children != null
                            ? children
                            : name.equals("properties")
                                    ? Map.of()
                                    : text.toString().strip();
                }
                default -> {}
            }
        }
    }

    private static void add(Map<String, @Nullable Object> map, String name, @Nullable Object value) {
        if (!map.containsKey(name)) {
            map.put(name, value);
        } else if (map.get(name) instanceof Several several) {
            several.add(value);
        } else {
            var several = new Several();
            several.add(map.get(name));
            several.add(value);
            map.put(name, several);
        }
    }

    /** Moves to the next child; false at the end of the element. */
    private boolean child() throws XMLStreamException {
        while (true) {
            int event = in.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                return true;
            }
            if (event == XMLStreamConstants.END_ELEMENT) {
                return false;
            }
        }
    }

    /** Values of one name, told from a list that an element holds. */
    private static final class Several extends ArrayList<@Nullable Object> {}
}
