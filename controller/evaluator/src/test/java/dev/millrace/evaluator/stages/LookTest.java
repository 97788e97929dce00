package dev.millrace.evaluator.stages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.millrace.evaluator.Program;
import dev.millrace.evaluator.value.Values;
import dev.millrace.wire.proto.JournalEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the program tells of its decisions, for whoever asks later why. */
class LookTest {
    private static List<String> told(List<JournalEntry> journal) {
        return journal.stream()
                .filter(JournalEntry::hasClosed)
                .flatMap(entry -> entry.getClosed().getToldList().stream())
                .map(fact -> fact.getName() + " " + Values.object(fact.getValue()))
                .toList();
    }

    private static final Program PIPELINE = Program.of("""
            pipeline {
                agent none
                stages {
                    stage('Deploy') {
                        when {
                            anyOf {
                                branch 'main'
                                not { equals expected: 2, actual: 2 }
                                expression { 'yes' }
                                branch 'never looked at'
                            }
                            environment name: 'TARGET', value: 'prod'
                        }
                        steps { echo 'never' }
                    }
                }
                post {
                    always { echo 'over' }
                    failure { echo 'not' }
                }
            }
            """).environment("BRANCH_NAME", "feature-x");

    @Test
    void conditions_tell_what_was_wanted_and_what_was_found_as_far_as_they_were_looked_at() {
        assertEquals(
                List.of(
                        "when [condition:anyOf, held:true, below:["
                                + "[condition:branch, held:false, wanted:main, found:feature-x], "
                                + "[condition:not, held:false, below:[[condition:equals, held:true, wanted:2, found:2]]], "
                                + "[condition:expression, held:true, found:yes]]]",
                        "when [condition:environment, held:false, wanted:TARGET=prod, found:nothing]",
                        "post [condition:always, held:true, found:SUCCESS]"),
                told(PIPELINE.run().journal()).stream()
                        .map(text -> text.replace("{", "[")
                                .replace("}", "]")
                                .replace("=", ":")
                                .replace("TARGET:prod", "TARGET=prod"))
                        .toList());
    }

    @Test
    void a_journal_of_before_in_which_nothing_is_told_replays() {
        var journal = PIPELINE.run().journal();
        var old = journal.subList(0, journal.size() - 1).stream()
                .map(entry -> entry.hasClosed()
                        ? entry.toBuilder()
                                .setClosed(entry.getClosed().toBuilder().clearTold())
                                .build()
                        : entry)
                .toList();
        var again = PIPELINE.play(old);
        assertEquals("", again.controller().diverged().getActual());
        assertEquals(List.of(), told(again.journal()));
        assertEquals(journal.getLast(), again.journal().getLast());
    }

    @Test
    void a_stage_stands_in_its_own_line() {
        var stage = PIPELINE.run().journal().stream()
                .filter(JournalEntry::hasNoted)
                .map(JournalEntry::getNoted)
                .filter(noted -> noted.getName().equals("stage"))
                .findFirst()
                .orElseThrow();
        assertEquals(4, stage.getPlace().getLine());
    }

    @Test
    void what_is_long_is_cut() {
        var look = new Look("equals");
        look.found("x".repeat(1000));
        assertEquals(201, String.valueOf(look.ended(false).get("found")).length());
    }
}
