package dev.millrace.controller.schedule;

/**
 * Who stands where: shape, organization, project, lane. Every level keeps in order those below it that nothing holds up. A change moves one member
 * of each level; what an account uses moves it wherever it has jobs in line.
 */
final class Lines {
    private final Board board;
    private final Accounts accounts;
    private final Limits limits;
    private long turns;

    Lines(Board board, Accounts accounts, Limits limits) {
        this.board = board;
        this.accounts = accounts;
        this.limits = limits;
    }

    /** Into its lane. */
    Lane add(Waiting waiting) {
        var job = waiting.job;
        var shape = board.shape(job.labels(), Demand.of(job));
        var project = waiting.account;
        var owner = project.owner;
        var orgSlot = shape.all.computeIfAbsent(owner, _ -> owner.open(shape));
        var slot = orgSlot.all.computeIfAbsent(project, _ -> project.open(orgSlot));
        var key = new Lane.Key(
                job.priority(), job.needs().throttles(), job.needs().locks());
        var lane = slot.all.computeIfAbsent(key, _ -> new Lane(slot, key, limits.open(job)));
        shape.waiting++;
        waiting.lane = lane;
        lane.jobs.put(waiting);
        refresh(lane);
        return lane;
    }

    /** Out of its lane; whether it was the lane's last, which is gone then. */
    void remove(Waiting waiting) {
        var lane = waiting.lane;
        if (lane == null) {
            return;
        }
        var slot = lane.slot;
        var orgSlot = slot.parent;
        var shape = orgSlot.shape;
        waiting.lane = null;
        lane.jobs.remove(waiting);
        shape.waiting--;
        refresh(lane);
        if (!lane.jobs.isEmpty()) {
            return;
        }
        slot.all.remove(lane.key);
        lane.limits.forEach(limit -> limit.count().held.remove(lane));
        limits.close(lane.limits);
        if (slot.all.isEmpty()) {
            orgSlot.all.remove(slot.account);
            slot.account.slots.remove(slot);
        }
        if (orgSlot.all.isEmpty()) {
            shape.all.remove(orgSlot.account);
            orgSlot.account.slots.remove(orgSlot);
        }
        if (shape.waiting == 0) {
            board.idle(shape);
        }
    }

    /** Its first job or its gate changed. */
    void refresh(Lane lane) {
        var slot = lane.slot;
        slot.ready.set(lane, lane.ready());
        slot.noteFirst();
        age(lane);
        settle(slot);
        settle(slot.parent);
        board.refresh(slot.parent.shape);
    }

    /**
     * A job of the project starts. Where neither it nor its organization has a cap, that only moves them back, which can wait until they come to the
     * front; see {@link #upToDate}.
     */
    void charged(ProjectAccount project) {
        if (project.share.capped() || project.owner.share.capped()) {
            refresh(project);
        }
    }

    /** Whether the first of a shape is the first; otherwise it was put where it belongs. */
    boolean upToDate(Shape shape) {
        var organization = shape.ready.first();
        var project = organization.ready.first();
        if (organization.upToDate() && project.upToDate()) {
            return true;
        }
        settle(project);
        settle(organization);
        board.refresh(shape);
        return false;
    }

    /** What an account uses or may use changed. */
    void refresh(ProjectAccount project) {
        project.slots.forEach(this::settle);
        refresh(project.owner);
    }

    void refresh(OrgAccount organization) {
        for (var slot : organization.slots) {
            settle(slot);
            board.refresh(slot.shape);
        }
    }

    /** An overdue job of it starts out of the order of shares. */
    void tookTurn(OrgAccount organization) {
        organization.lastTurn = ++turns;
        organization.slots.forEach(slot -> slot.shape.tookTurn(slot));
    }

    private void settle(ProjectSlot slot) {
        boolean capped = !accounts.allows(slot.account, slot.parent.shape.load.amounts());
        if (capped != slot.capped) {
            slot.capped = capped;
            slot.all.values().forEach(this::age);
        }
        boolean in = !slot.ready.isEmpty() && !capped;
        if (in) {
            slot.note(slot.ready.first().urgency());
        }
        slot.parent.ready.set(slot, in);
    }

    private void settle(OrgSlot slot) {
        boolean capped = !accounts.allows(slot.account, slot.shape.load.amounts());
        if (capped != slot.capped) {
            slot.capped = capped;
            slot.all.values().forEach(project -> project.all.values().forEach(this::age));
        }
        boolean in = !slot.ready.isEmpty() && !capped;
        if (in) {
            slot.note(slot.ready.first().urgency);
        }
        slot.shape.ready.set(slot, in);
    }

    private void age(Lane lane) {
        boolean in = lane.ready() && !lane.slot.capped && !lane.slot.parent.capped;
        lane.age.refresh();
        lane.slot.parent.ages.set(lane.age, in);
        lane.shape().aged(lane.slot.parent);
    }

    /** All shares may have changed. */
    void rebuild() {
        for (var organization : accounts.all()) {
            organization.projects.values().forEach(project -> project.slots.forEach(this::settle));
        }
        for (var shape : board.shapes()) {
            shape.all.values().forEach(slot -> slot.ready.rebuild());
        }
        accounts.all().forEach(organization -> organization.slots.forEach(this::settle));
        for (var shape : board.shapes()) {
            shape.ready.rebuild();
            board.refresh(shape);
        }
    }
}
