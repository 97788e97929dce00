package dev.millrace.controller.evaluator;

import com.google.protobuf.ByteString;
import dev.millrace.wire.proto.Diverged;
import dev.millrace.wire.proto.Emitted;
import dev.millrace.wire.proto.Probed;
import java.util.List;

/** Hears what an evaluator says of one run, in order, on the evaluator's own thread: must hand over at once. */
public interface RunListener {
    /** An entry from the program. */
    void emitted(Emitted emitted);

    /** The replay is over; these steps have no outcome. */
    void live(List<Emitted> pending);

    /** A step is no longer wanted. */
    void unwanted(int step, String reason);

    /** The program asks for something else than its journal holds. */
    void diverged(Diverged difference);

    /** The program needs the content of a blob. */
    void need(ByteString digest);

    /** The program, which was asked to, stands still; nothing more comes from it, and what was delivered since is lost on it. */
    void resting();

    /** A program that is only looked at stands still; nothing more comes from it. */
    void probed(Probed answer);

    /** The evaluator is gone; nothing more comes from it. */
    void gone(String why);
}
