-- Why jobs waited, as that changed. The queue knows only what holds a job back now; who asks later why a run took so long needs what it was then. Written for
-- jobs that wait for more than two seconds, and only where the reason is another one than before.

create table wait_reason (
    run_id bigint not null,
    step integer not null, -- of the node block; 0: the run itself waited for its turn
    at timestamptz not null,
    why text not null,
    owner_epoch bigint not null,
    primary key (run_id, step, at)
);
