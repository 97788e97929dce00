package dev.millrace.controller.web;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.run.RunState;
import dev.millrace.controller.web.RunBody.StageBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One reader of one run: looks again whenever something changed, and sends the difference. It keeps no queue; what it did not come to look at
 * is simply not seen as a step of its own. Ends after the run finished and all of its log was sent.
 */
final class EventStream {
    private static final int WINDOW = 64 << 10;
    /** Between two looks at the list of stages, which may be long. */
    private static final long STAGES_EVERY_NANOS = Duration.ofMillis(200).toNanos();

    private final Doors doors;
    private final RunId run;
    private final EventSink sink;
    private final Streams streams;
    private final Duration heartbeat;
    private final Semaphore woken = new Semaphore(1);
    private final AtomicBoolean changed = new AtomicBoolean(true);

    private @Nullable RunBody sentRun;
    private List<StageBody> sentStages = List.of();
    private long stagesDue = System.nanoTime();
    private boolean stagesStale = true;
    private boolean finished;

    EventStream(Doors doors, RunId run, EventSink sink, Streams streams, Duration heartbeat) {
        this.doors = doors;
        this.run = run;
        this.sink = sink;
        this.streams = streams;
        this.heartbeat = heartbeat;
    }

    /** Sends until the end; returns early, without a word, when the thread is interrupted. Fails when the reader is gone. */
    void send(long from) throws IOException {
        try (var _ = streams.enter(this::wake);
                var _ = doors.logs().follow(run, _ -> wake());
                var _ = doors.runs().follow(run, this::change)) {
            follow(from);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Could not stop following run " + run, e);
        }
    }

    private void change() {
        changed.set(true);
        wake();
    }

    /** One permit at most: many wakes are one look. */
    private void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    private void follow(long from) throws IOException, InterruptedException {
        var position = from;
        while (!streams.closed()) {
            if (changed.getAndSet(false)) {
                sendRun();
                stagesStale = true;
            }
            sendStages();
            var end = doors.logs().length(run);
            if (position < end) {
                position += sendLog(position, end);
                continue;
            }
            if (finished) {
                sink.end();
                return;
            }
            await();
        }
    }

    private void await() throws IOException, InterruptedException {
        var wait = stagesStale ? Math.max(1, stagesDue - System.nanoTime()) : heartbeat.toNanos();
        if (woken.tryAcquire(wait, TimeUnit.NANOSECONDS)) {
            woken.drainPermits();
        } else if (!stagesStale) {
            sink.heartbeat();
            changed.set(true);
        }
    }

    private void sendRun() throws IOException {
        var now = doors.runs().find(run).orElseThrow(() -> Refused.unavailable("The run is gone"));
        finished = now.state() instanceof RunState.Finished;
        var body = new RunNames(doors).body(now);
        if (!body.equals(sentRun)) {
            sink.event("run", body);
            sentRun = body;
        }
    }

    private void sendStages() throws IOException {
        var now = System.nanoTime();
        if (!stagesStale || (!finished && now - stagesDue < 0)) {
            return;
        }
        stagesStale = false;
        stagesDue = now + STAGES_EVERY_NANOS;
        var stages = doors.runs().stages(run).stream().map(StageBody::of).toList();
        if (!stages.equals(sentStages)) {
            sink.event("stages", stages);
            sentStages = stages;
        }
    }

    /** Sends one window; a letter that is there in part waits for the rest, but not after the run's end. */
    private int sendLog(long position, long end) throws IOException, InterruptedException {
        var window = new ByteArrayOutputStream();
        doors.logs().copy(run, position, Math.min(WINDOW, end - position), window);
        var sent = sink.log(position, window, finished && position + window.size() >= end);
        if (sent == 0) {
            await();
        }
        return sent;
    }
}
