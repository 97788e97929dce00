package dev.millrace.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A run whose shell counts, slowly until it is let go: its log shows what was lost, told twice or out of order, and its ledger how often it was started. */
final class Counting {
    /** For a minute, where nobody lets it go. */
    private static final int LAST = 300;

    private static final List<String> LINES =
            IntStream.rangeClosed(1, LAST).mapToObj(Integer::toString).toList();

    private final Installation installation;
    private final Installation.Running run;
    private final Path ledger;
    private final Path gate;

    private Counting(Installation installation, Installation.Running run, Path ledger, Path gate) {
        this.installation = installation;
        this.run = run;
        this.ledger = ledger;
        this.gate = gate;
    }

    /** Starts it and waits until it counts. */
    static Counting begin(Installation installation, String project) throws IOException, InterruptedException {
        return begin(installation, project, "");
    }

    /** On an agent with a label. */
    static Counting begin(Installation installation, String project, String label)
            throws IOException, InterruptedException {
        var ledger = installation.directory().resolve(project + ".ledger");
        var gate = installation.directory().resolve(project + ".gate");
        var run = installation.run(installation.pipeline(project, """
                node('%s') {
                    sh 'echo started >> %s; for i in $(seq %d); do echo $i; [ -e %s ] || sleep 0.2; done'
                    echo 'after the shell'
                }
                """.formatted(label, ledger, LAST, gate)));
        var counting = new Counting(installation, run, ledger, gate);
        counting.told(5);
        return counting;
    }

    /** Waits for so many more numbers in the log. */
    void told(int more) throws IOException, InterruptedException {
        int before = numbers().size();
        Installation.await("the shell counts", () -> numbers().size() >= before + more);
    }

    private List<String> numbers() {
        return Installation.read(run.out())
                .lines()
                .filter(line -> line.matches("\\d+"))
                .toList();
    }

    /** Lets it go. It succeeds, each line is in the log once and in order, and the process was started once. */
    Installation.Finished ends() throws IOException, InterruptedException {
        Files.createFile(gate);
        var finished = Installation.finish(run);
        assertEquals(0, finished.code(), () -> finished.out() + finished.err() + installation.log("up"));
        assertEquals(LINES, numbers(), finished::out);
        assertEquals("started\n", Files.readString(ledger));
        assertEquals(1, finished.out().lines().filter("after the shell"::equals).count(), finished::out);
        assertTrue(finished.out().stripTrailing().endsWith("Finished: SUCCESS"), finished::out);
        return finished;
    }
}
