package dev.millrace.controller.execution;

import dev.millrace.wire.proto.Result;

/** Passes a milestone: done at once, one way or the other. */
record MilestoneStep(StepSite site, Milestones milestones) implements LiveStep {
    @Override
    public void begin() {
        var ordinal = Markers.text(site.asked().getArgumentsList(), "ordinal");
        if (!ordinal.matches("\\d{1,9}")) {
            site.conclude()
                    .accept(Outcomes.refused(
                            site.step(), "wrong-arguments", "milestone needs a number of 0 or more, not " + ordinal));
            return;
        }
        var passed = milestones.pass(site.run(), Integer.parseInt(ordinal));
        if (passed.by().isPresent()) {
            var message = "Superseded by #%d, which has passed milestone %s"
                    .formatted(passed.by().getAsLong(), ordinal);
            site.conclude().accept(Outcomes.failed(site.step(), "superseded", message, Result.NOT_BUILT));
            return;
        }
        var _ = milestones.keep(site.run(), Integer.parseInt(ordinal)).whenComplete((_, failure) -> {
            site.conclude()
                    .accept(
                            failure == null
                                    ? Outcomes.value(site.step(), null)
                                    : Outcomes.crashed(
                                            site.step(), "The milestone could not be kept: " + failure.getMessage()));
            milestones.supersede(passed.superseded(), site.run().number());
        });
    }

    @Override
    public void cancel(String reason) {}
}
