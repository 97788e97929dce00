package dev.millrace.controller.execution;

import dev.millrace.controller.run.RunResult;
import dev.millrace.controller.run.RunTitle;
import dev.millrace.controller.run.StageFacts;
import dev.millrace.controller.tenant.ProjectProperties;
import dev.millrace.wire.proto.Asked;
import dev.millrace.wire.proto.JournalEntry;
import dev.millrace.wire.proto.ProblemRecord;
import java.util.List;

/** What follows from a journal entry. */
sealed interface Effect {
    /** Lines for the log, each ending with a newline; together with the entry. */
    record Print(String lines) implements Effect {}

    /** The step is to be done, once its entry is committed. */
    record Begin(Asked asked) implements Effect {}

    /** The program is to hear of the entry, once it is committed. */
    record Deliver(JournalEntry entry) implements Effect {}

    /** The pipeline says what the run is called, or something about it. */
    record Titled(RunTitle title) implements Effect {}

    /** The pipeline says something about its project, all of it. */
    record Said(ProjectProperties properties) implements Effect {}

    /** A block that was asked for is open. */
    record Opened(OpenBlock block) implements Effect {}

    /** A block that was asked for was left. */
    record Left(OpenBlock block) implements Effect {}

    /** A stage or branch began or ended. */
    record StageChanged(StageFacts stage) implements Effect {}

    /** The state of a workspace is to be kept, once the entry is committed; what works there next waits for it. */
    record Keep(WorkspaceUse.Due due) implements Effect {}

    /** The run is over. {@code problems} are those that people see beside the run: validation refused it, or it cannot go on. */
    record Over(RunResult result, boolean refused, List<ProblemRecord> problems) implements Effect {}
}
