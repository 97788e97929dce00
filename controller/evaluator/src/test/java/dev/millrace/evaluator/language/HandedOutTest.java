package dev.millrace.evaluator.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.evaluator.Program;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.Result;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time and chance are the journal's wherever they are asked for; where they could not be, they are refused. */
class HandedOutTest {
    private static long handedOut(Program.Seen seen) {
        return seen.journal().stream().filter(JournalEntry::hasHandedOut).count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo \"${System.currentTimeMillis()}\"",
                "echo \"${new Date().time}\"",
                "def x = switch (1) { case 1 -> System.currentTimeMillis(); default -> 0 }\necho \"$x\"",
                "def x = switch (1) { case 1 -> { yield new Date().time }\n default -> 0 }\necho \"$x\"",
                "def f = (a) -> System.currentTimeMillis()\necho \"${f(1)}\"",
                "def f(a = System.currentTimeMillis()) { a }\necho \"${f()}\"",
                "def c = { a = System.currentTimeMillis() -> a }\necho \"${c()}\"",
                "class A { def t = System.currentTimeMillis() }\necho \"${new A().t}\"",
                "class A { def t\n { t = System.currentTimeMillis() } }\necho \"${new A().t}\"",
                "@groovy.transform.Field def t = System.currentTimeMillis()\necho \"$t\"",
                "def o = new Object() { def f() { System.currentTimeMillis() } }\necho \"${o.f()}\"",
                "echo \"${Calendar.instance.time.time}\"",
                "echo \"${Calendar.getInstance().timeInMillis}\"",
                "echo \"${Calendar.getInstance(TimeZone.getTimeZone('CET')).timeInMillis}\"",
                "echo \"${new GregorianCalendar(TimeZone.getTimeZone('CET'), Locale.US).timeInMillis}\"",
                "echo \"${new Random().nextInt()}\"",
                "echo UUID.randomUUID().toString()"
            })
    void the_journal_holds_what_the_program_was_given(String script) {
        var program = Program.of(script);
        var seen = program.play(List.of());
        assertEquals(Result.SUCCESS, seen.result(), () -> seen.ended().toString());
        assertEquals(1, handedOut(seen));
        var journal = seen.journal();
        var again = program.play(journal.subList(0, journal.size() - 1));
        assertEquals(journal, again.journal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def t = System::currentTimeMillis\nt()",
                "def t = System.&currentTimeMillis\nt()",
                "def t = Date::new\nt()",
                "def t = Calendar.&getInstance\nt()",
                "def d = [] as Date",
                "Date d = []",
                "class D extends Date { }\nnew D()",
                "class G extends GregorianCalendar { }\nnew G()",
                "class R extends Random { }\nnew R()"
            })
    void what_the_journal_could_not_hold_is_refused(String script) {
        var seen = Program.of(script).run();
        assertEquals(Result.FAILURE, seen.result());
        assertEquals(
                true,
                seen.ended().getProblems(0).getMessage().contains("is not for pipelines"),
                () -> seen.ended().toString());
    }
}
