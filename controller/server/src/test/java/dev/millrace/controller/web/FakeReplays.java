package dev.millrace.controller.web;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.Replays;

/** No run can be done again. */
final class FakeReplays implements Replays {
    @Override
    public Plan plan(RunId run, String source) {
        throw new UserError(UserError.Kind.CONFLICT, "not of this fake", "");
    }

    @Override
    public RunId replay(RunId run, String source, boolean rerunGap, String by) {
        throw new UserError(UserError.Kind.CONFLICT, "not of this fake", "");
    }
}
