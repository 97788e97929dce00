-- Tools that an organization's pipelines can name: jdk 'jdk17', maven 'M3'; those of the organization "default" are there for all. Homes are one value: they
-- are read and written as a whole, and the order in which they are tried is part of them.

create table tool (
    organization_id bigint not null references organization on delete cascade,
    type text not null check (type ~ '^[A-Za-z]{1,50}$'),
    name text not null check (length(name) between 1 and 200),
    homes jsonb not null, -- [{labels: label expression of agents, home: absolute path there}]; empty labels: all other agents
    environment json not null, -- variables beside those of the type, in order
    path jsonb not null, -- directories for PATH beside those of the type; relative ones are below the home
    changed_at timestamptz not null,
    revision integer not null,
    primary key (organization_id, type, name)
);
