package dev.millrace.agent.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the agent wants of the supervisor. Each may be repeated: asking twice does once. */
public sealed interface Order {
    /**
     * Keep this lease until then; a later one renews it. Ignored for a lease that has ended.
     *
     * @param deadlineNanos on the boot-time clock
     */
    record Keep(String lease, long deadlineNanos) implements Order {}

    /**
     * Start a process, or go on with the one that was started under this name. Refused (as a record that says not started) without a kept lease.
     *
     * @param directory the operation's own, see {@link OperationFiles}
     * @param workDirectory exists
     * @param captureLimit bytes; 0 captures nothing
     * @param enclosure what the command needs where it is a launcher that puts walls around another
     */
    record Start(
            OperationName name,
            Path directory,
            List<String> command,
            Path workDirectory,
            Map<String, String> environment,
            boolean capture,
            long captureLimit,
            List<HiddenText> hidden,
            Enclosure enclosure)
            implements Order {
        /** Without walls. */
        public Start(
                OperationName name,
                Path directory,
                List<String> command,
                Path workDirectory,
                Map<String, String> environment,
                boolean capture,
                long captureLimit,
                List<HiddenText> hidden) {
            this(name, directory, command, workDirectory, environment, capture, captureLimit, hidden, Enclosure.NONE);
        }

        /** The same in another enclosure. */
        public Start in(Enclosure another) {
            return new Start(
                    name, directory, command, workDirectory, environment, capture, captureLimit, hidden, another);
        }

        public Start {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
            hidden = List.copyOf(hidden);
        }

        /** Environment and hidden texts hold secrets. */
        @Override
        public String toString() {
            return "Start[" + name + "]";
        }
    }

    /** The controller has the operation's output up to there: it takes no room any more. */
    record Taken(OperationName name, long offset) implements Order {}

    /** End the operation's processes, politely at first. Answered by its ended report. */
    record Cancel(OperationName name, Duration grace) implements Order {}

    /** End all of the lease, and forget it. Answered by gone, also for a lease that is not known. */
    record End(String lease, Duration grace) implements Order {}

    /** Leave, if nothing is kept. */
    record Leave() implements Order {}
}
