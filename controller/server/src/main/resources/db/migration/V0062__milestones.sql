-- The last milestone that each run has passed. A run passes one only if no newer run of its branch has, also where the controller was started again since.

create table milestone (
    project_id bigint not null,
    series text not null, -- the branch; empty: none
    number bigint not null, -- of the run
    run_id bigint not null,
    ordinal integer not null,
    owner_epoch bigint not null,
    primary key (project_id, series, number)
);
