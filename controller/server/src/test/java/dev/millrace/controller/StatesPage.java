package dev.millrace.controller;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The page of state machines, {@code docs/states.md}; with {@code -Dstates.write=true} its diagrams are written anew. */
public final class StatesPage {
    private StatesPage() {}

    /** The diagram of that name is the one that these transitions make: lines of {@code From --> To: event}. */
    public static void holds(String name, Set<String> transitions) throws IOException {
        var file = Path.of(System.getProperty("millrace.root")).resolve("docs/states.md");
        var begin = "<!-- " + name + " -->\n";
        var end = "<!-- /" + name + " -->\n";
        var made = begin + "```mermaid\nstateDiagram-v2\n    " + String.join("\n    ", transitions) + "\n```\n" + end;
        var text = Files.readString(file);
        var found = text.substring(text.indexOf(begin), text.indexOf(end) + end.length());
        if (Boolean.getBoolean("states.write")) {
            Files.writeString(file, text.replace(found, made));
        } else {
            assertEquals(made, found, "docs/states.md is old: run this test with -Dstates.write=true");
        }
    }
}
