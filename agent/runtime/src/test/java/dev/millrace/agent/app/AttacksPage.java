package dev.millrace.agent.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.agent.app.Attack.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** docs/security/sandboxes.md: the table of what each provider claims. Written by {@code -Dsandboxes.write=true}. */
final class AttacksPage {
    private static final Path PAGE = Path.of("../../docs/security/sandboxes.md");

    private AttacksPage() {}

    static void check() throws IOException {
        var text = text();
        System.out.println(text);
        if (Boolean.getBoolean("sandboxes.write")) {
            Files.writeString(PAGE, text);
        }
        assertEquals(text, Files.readString(PAGE), "Run this test with -Dsandboxes.write=true");
    }

    private static String text() {
        var page = new StringBuilder("""
                # What a hostile job gets

                Rows that claim something are tried by `SandboxAttacksTest` with a real agent; this page is written by it. *Stopped* means that the attempt fails.
                *Limited* means that the job has its share and not more. *Not claimed* means that nothing here stops it: choose a stronger sandbox, or a machine of
                its own. Most attempts are made without walls as well, where they succeed: so they are known to try what they say.

                | attack | process | bubblewrap |
                |---|---|---|
                """);
        Attack.ALL.forEach(attack -> row(page, attack.name(), attack.process(), attack.bubblewrap()));
        Attack.BESIDES.forEach((name, claims) -> row(page, name, claims[1], claims[0]));
        return page.toString();
    }

    private static void row(StringBuilder page, String name, Claim process, Claim bubblewrap) {
        page.append("| %s | %s | %s |\n".formatted(name, process.words, bubblewrap.words));
    }
}
