-- What the steps of runs checked out. The next run of the same project and branch counts its changes from the revision that is here, so project, branch and
-- number stand in the row: finding it must not look through the runs. The changes are bounded by who tells them.

create table checkout (
    run_id bigint not null,
    step integer not null,
    project_id bigint not null,
    series text not null, -- the branch that the run is of; empty: none
    number bigint not null, -- of the run
    source text not null, -- what tells this source and branch from others
    kind text not null, -- git
    url text not null,
    branch text not null,
    revision text not null,
    revision_before text, -- that the changes are counted from; null: none is known
    changes jsonb not null, -- newest first
    note text not null, -- why changes are missing or cut
    owner_epoch bigint not null,
    primary key (run_id, step)
);
create index checkout_before on checkout (project_id, series, source, number desc, step desc);
