-- Shared libraries that an organization's pipelines can load; those of the organization "default" are there for all. And what a run is called: pipelines set
-- it with currentBuild.displayName and description, often once per stage, so that it has a row of its own.

create table library (
    organization_id bigint not null references organization on delete cascade,
    name text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$'),
    kind text not null, -- symbol of the source, as plugins know it: GitSCMSource
    url text not null,
    default_version text, -- branch, tag or full revision; null: whoever loads it must say one
    implicit boolean not null, -- loaded into every run
    trusted boolean not null, -- only those write there who may change the installation
    allow_override boolean not null, -- a pipeline may name another version than the default one
    changed_at timestamptz not null,
    revision integer not null,
    primary key (organization_id, name)
);

create table run_title (
    run_id bigint primary key,
    display_name text, -- null: the number
    description text,
    keep boolean not null default false, -- not thrown away with other old ones
    owner_epoch bigint not null
);
