package dev.millrace.agent.app;

import dev.millrace.agent.link.ControllerLink;
import dev.millrace.agent.link.Refusal;
import dev.millrace.agent.supervisor.BootClock;
import dev.millrace.agent.work.AgentWork;
import dev.millrace.wire.proto.FromAgent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent program. Start it with {@code --enable-native-access=ALL-UNNAMED}. */
public final class AgentMain {
    private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);
    private static final int USAGE = 64;
    private static final int REFUSED = 65;
    private static final int DIRECTORY_TAKEN = 73;

    private AgentMain() {}

    /**
     * Serves until it is told to end (0: its processes go on under their supervisor), the controller refuses it for good (65), the arguments are wrong
     * (64), or another agent has the directory (73).
     */
    public static void main(String[] arguments) throws IOException {
        Logging.toStandardError();
        Arguments parsed;
        try {
            parsed = Arguments.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            LOG.error("{}\n{}", e.getMessage(), Arguments.USAGE);
            System.exit(USAGE);
            return;
        }
        System.exit(serve(parsed));
    }

    private static int serve(Arguments arguments) throws IOException {
        var directory = arguments.agent().directory();
        Files.createDirectories(directory);
        try (var file = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = file.tryLock()) {
            if (lock == null) {
                LOG.atError()
                        .addKeyValue("directory", directory)
                        .log("Another agent works in this directory; give this one another --dir");
                return DIRECTORY_TAKEN;
            }
            var clock = BootClock.system();
            var done = new CountDownLatch(1);
            try (var link = ControllerLink.create(arguments.link(), clock);
                    var work = AgentWork.create(arguments.agent(), (FromAgent message) -> link.send(message))) {
                var serving = Thread.currentThread();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(link, serving, done)));
                link.run(work);
                return 0;
            } catch (InterruptedException e) {
                return 0;
            } catch (Refusal e) {
                LOG.atError().addKeyValue("code", e.code()).log(String.valueOf(e.getMessage()));
                return REFUSED;
            } finally {
                done.countDown();
            }
        }
    }

    /** Ends the conversation in order; the JVM ends when this returns. */
    private static void stop(ControllerLink link, Thread serving, CountDownLatch done) {
        link.close();
        serving.interrupt();
        try {
            if (!done.await(3, TimeUnit.SECONDS)) {
                LOG.atWarn().log("stopped-in-the-middle");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
