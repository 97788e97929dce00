-- What one run of an organization may take, where that is not what it usually is. By name, so that a new limit needs no new column.

create table organization_limits (
    organization_id bigint primary key,
    limits jsonb not null,
    changed_at timestamptz not null,
    owner_epoch bigint not null
);
