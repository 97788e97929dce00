-- Who starts a run can say how long it waits for more of its kind, and how urgent it is. A second trigger of the same within that time is the same run: its
-- cause is kept beside the first one's, and its idempotency key answers that run.
alter table run
    add column quiet_seconds integer, -- null: has no quiet period
    add column priority integer, -- null: as its project says
    add column more_causes jsonb; -- of later triggers; null: none

create table merged_trigger (
    project_id bigint not null,
    idempotency_key text not null,
    run_id bigint not null,
    owner_epoch bigint not null,
    primary key (project_id, idempotency_key)
);
