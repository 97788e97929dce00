package dev.millrace.agent.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.millrace.agent.link.Peer;
import dev.millrace.wire.proto.FromAgent;
import dev.millrace.wire.proto.Heartbeat;
import dev.millrace.wire.proto.Hello;
import dev.millrace.wire.proto.LeaseAccepted;
import dev.millrace.wire.proto.LeaseEnded;
import dev.millrace.wire.proto.LeaseGrant;
import dev.millrace.wire.proto.LeaseRef;
import dev.millrace.wire.proto.LeaseRefused;
import dev.millrace.wire.proto.Release;
import dev.millrace.wire.proto.ToAgent;
import dev.millrace.wire.proto.Welcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneJobTest {
    private final OneJob.Watch watch = new OneJob.Watch();
    private final Work work = new Work();
    private final OneJob job = new OneJob(work, watch);

    private static ToAgent grant() {
        return ToAgent.newBuilder().setGrant(LeaseGrant.getDefaultInstance()).build();
    }

    @Test
    void it_says_that_it_takes_one_job() {
        assertTrue(job.hello().getEphemeral());
        assertEquals("one", job.hello().getName());
    }

    @Test
    void it_is_finished_when_the_end_of_its_job_was_said_and_not_before() {
        watch.said(FromAgent.newBuilder()
                .setAccepted(LeaseAccepted.getDefaultInstance())
                .build());
        assertFalse(job.finished());
        watch.said(
                FromAgent.newBuilder().setEnded(LeaseEnded.getDefaultInstance()).build());
        assertTrue(job.finished());
    }

    @Test
    void it_is_finished_too_when_it_did_not_take_its_job() {
        watch.said(FromAgent.newBuilder()
                .setRefused(LeaseRefused.getDefaultInstance())
                .build());
        assertTrue(job.finished());
    }

    @Test
    void a_second_job_is_not_taken_and_all_else_is_heard() {
        var release =
                ToAgent.newBuilder().setRelease(Release.getDefaultInstance()).build();
        job.received(grant());
        watch.said(
                FromAgent.newBuilder().setEnded(LeaseEnded.getDefaultInstance()).build());
        job.received(grant());
        job.received(release);
        assertEquals(List.of(grant(), release), work.received);
    }

    /** Notes what it hears. */
    private static final class Work implements Peer {
        private final List<ToAgent> received = new ArrayList<>();

        @Override
        public Hello hello() {
            return Hello.newBuilder().setName("one").build();
        }

        @Override
        public Heartbeat.Builder heartbeat() {
            return Heartbeat.newBuilder();
        }

        @Override
        public void welcomed(Welcome welcome, long sentNanos) {}

        @Override
        public void renewed(List<LeaseRef> leases, long sentNanos) {}

        @Override
        public void received(ToAgent message) {
            received.add(message);
        }

        @Override
        public void disconnected() {}
    }
}
