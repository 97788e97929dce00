-- What lock steps of runs hold and wait for. A row is written with the step's entry of the journal and deleted with the entry that ends it, so that after a
-- crash the two say the same: nobody gets a lock that a run which was not taken up yet still holds.

create table lock_step (
    run_id bigint not null,
    step integer not null,
    organization_id bigint not null,
    title text not null, -- of the run, for people
    need jsonb not null,
    priority integer not null,
    asked_at timestamptz not null,
    held jsonb, -- names of what it holds; null: it waits
    owner_epoch bigint not null,
    primary key (run_id, step)
);

-- What people say of an organization's scheduling: declared locks with their labels, categories of throttles, shares. By kind and name, so that another kind
-- needs no other table.
create table scheduling_rule (
    organization_id bigint not null,
    kind text not null, -- lock, throttle, share
    name text not null, -- of the lock or category; of a share the project, empty: the whole organization
    rule jsonb not null,
    changed_at timestamptz not null,
    owner_epoch bigint not null,
    primary key (organization_id, kind, name)
);
