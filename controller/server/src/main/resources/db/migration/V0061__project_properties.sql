-- What pipelines say about their projects: properties([...]), or the options, parameters and triggers of a declarative pipeline. By branch, as each branch
-- has a pipeline of its own. The number is that of the run that said it: an older run that says something later changes nothing. And which parameters
-- of a run nobody gave: the pipeline's own new default goes before what was the default when the run was accepted.

create table project_properties (
    project_id bigint not null,
    series text not null, -- the branch; empty: none
    number bigint not null, -- of the run that said it
    properties jsonb not null,
    changed_at timestamptz not null,
    owner_epoch bigint not null,
    primary key (project_id, series)
);

alter table run add column defaulted jsonb not null default '[]';
