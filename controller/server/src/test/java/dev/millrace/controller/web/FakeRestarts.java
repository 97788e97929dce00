package dev.millrace.controller.web;

import dev.millrace.controller.base.RunId;
import dev.millrace.controller.base.UserError;
import dev.millrace.controller.execution.Restarts;

/** No run can be done again. */
final class FakeRestarts implements Restarts {
    @Override
    public Plan plan(RunId run, From from) {
        throw new UserError(UserError.Kind.CONFLICT, "not of this fake", "");
    }

    @Override
    public RunId restart(RunId run, From from, boolean rerunGap, String by) {
        throw new UserError(UserError.Kind.CONFLICT, "not of this fake", "");
    }
}
