-- The first schema. Every table whose rows a controller acts on carries owner_epoch: the epoch of the controller that last wrote the row, so that
-- several controllers can later share one database and a stale one is fenced off.

create table controller (
    epoch bigint generated always as identity primary key,
    started_at timestamptz not null default now(),
    host text not null,
    release text not null
);

-- One row: who owns the database. Every hot transaction locks it for share and compares; taking over updates it.
create table ownership (
    only_row boolean primary key default true check (only_row),
    epoch bigint not null references controller
);

-- Ids are handed out in blocks of 1,000.
create sequence id_block increment by 1000 minvalue 1000 start with 1000;

create table organization (
    id bigint primary key,
    name text not null unique check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
    created_at timestamptz not null,
    version integer not null
);

create table project (
    id bigint primary key,
    organization_id bigint not null references organization,
    name text not null check (length(name) between 1 and 250),
    definition text, -- an inline pipeline; null where runs bring theirs with their source
    settings jsonb not null default '{}',
    created_at timestamptz not null,
    version integer not null,
    unique (organization_id, name)
);

create table principal (
    id bigint primary key,
    kind text not null check (kind in ('person', 'service')),
    name text not null unique,
    created_at timestamptz not null,
    version integer not null
);

create table role_binding (
    id bigint primary key,
    principal_id bigint not null references principal on delete cascade,
    organization_id bigint references organization on delete cascade, -- null: the whole installation
    role text not null check (role in ('admin', 'developer', 'viewer', 'agent')),
    unique nulls not distinct (principal_id, organization_id, role)
);

create table api_token (
    id bigint primary key,
    principal_id bigint not null references principal on delete cascade,
    name text not null,
    hash bytea not null unique, -- SHA-256 of the token's text
    created_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz,
    version integer not null
);

create table join_token (
    hash bytea primary key,
    agent_name text, -- null: any
    created_by bigint references principal,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at timestamptz
);

create table audit (
    id bigint primary key,
    at timestamptz not null,
    principal_id bigint,
    action text not null,
    subject text not null,
    details jsonb not null default '{}'
);

create table agent (
    id bigint primary key,
    name text not null unique,
    key_digest bytea not null unique, -- SHA-256 of the public key's SubjectPublicKeyInfo
    labels text[] not null default '{}',
    executors integer not null,
    environment jsonb not null default '{}',
    platform text not null default '',
    release text not null default '',
    protocol integer not null default 0,
    sandboxes text[] not null default '{}',
    state text not null default 'enabled' check (state in ('enabled', 'draining', 'disabled', 'removed')),
    created_at timestamptz not null,
    last_seen_at timestamptz,
    version integer not null default 0
);

create table run (
    id bigint primary key,
    organization_id bigint not null references organization,
    project_id bigint not null references project,
    number bigint not null,
    state text not null check (state in ('accepted', 'running', 'finishing', 'finished')),
    result text check (result in ('SUCCESS', 'UNSTABLE', 'FAILURE', 'NOT_BUILT', 'ABORTED')),
    trust text not null check (trust in ('protected', 'branch', 'fork')),
    cause jsonb not null, -- who and what started it
    parameters jsonb not null,
    environment jsonb not null,
    source jsonb not null, -- kind, revision, digest of the tree
    file text not null, -- name of the pipeline file
    definition bytea not null, -- SHA-256 of the pipeline's text, a blob
    semantics integer not null, -- version of the engine's semantics that the run is pinned to
    attempt integer not null default 0,
    idempotency_key text,
    problems jsonb not null default '[]',
    refused boolean not null default false, -- by validation, before anything ran
    accepted_at timestamptz not null,
    started_at timestamptz,
    finished_at timestamptz,
    owner_epoch bigint not null,
    unique (project_id, number),
    unique (project_id, idempotency_key)
);
create index run_unfinished on run (id) where state <> 'finished';
create index run_recent on run (organization_id, id desc);

create table journal (
    run_id bigint not null,
    seq integer not null, -- from 1, without gaps
    at timestamptz not null,
    entry bytea not null, -- JournalEntry of journal.proto
    owner_epoch bigint not null,
    primary key (run_id, seq)
);

-- Stages and branches as people see them: a projection of the journal.
create table stage (
    run_id bigint not null,
    step integer not null,
    parent integer not null, -- step of the enclosing stage or branch; 0 at the top
    kind text not null check (kind in ('stage', 'branch')),
    name text not null,
    result text check (result in ('SUCCESS', 'UNSTABLE', 'FAILURE', 'NOT_BUILT', 'ABORTED')),
    started_at timestamptz not null,
    finished_at timestamptz,
    owner_epoch bigint not null,
    primary key (run_id, step)
);

create table job (
    id bigint primary key,
    run_id bigint not null,
    step integer not null, -- the node block's step
    organization_id bigint not null,
    project_id bigint not null,
    labels text not null, -- label expression; empty takes any agent
    priority integer not null,
    request bytea not null, -- LeaseGrant of agent.proto without lease and duration: what it needs
    state text not null check (state in ('queued', 'leased', 'ended')),
    attempt integer not null default 0,
    enqueued_at timestamptz not null,
    ended_at timestamptz,
    end_reason text,
    owner_epoch bigint not null,
    unique (run_id, step)
);
create index job_open on job (id) where state <> 'ended';

create table lease (
    job_id bigint not null,
    attempt integer not null,
    epoch bigint not null, -- unique over all leases; every message about the lease carries it
    agent_id bigint not null,
    state text not null check (state in ('granted', 'accepted', 'ended')),
    granted_at timestamptz not null,
    deadline_at timestamptz not null,
    ended_at timestamptz,
    end_reason text,
    accepted bytea, -- LeaseAccepted of agent.proto
    owner_epoch bigint not null,
    primary key (job_id, attempt)
);
create index lease_open on lease (agent_id) where state <> 'ended';

create table log_chunk (
    run_id bigint not null,
    seq bigint not null, -- from 1, without gaps
    position bigint not null, -- of the first byte in the run's log
    length integer not null, -- bytes, uncompressed
    step integer not null, -- 0: the run itself
    ordinal integer not null, -- operation of the step; -1: lines of the engine or of the step itself
    output_offset bigint not null, -- of the first byte in the operation's output; -1 for lines of the engine
    at timestamptz not null,
    encoding smallint not null, -- 0: as it is, 1: deflate
    data bytea not null,
    owner_epoch bigint not null,
    primary key (run_id, seq)
);
create unique index log_chunk_once on log_chunk (run_id, step, ordinal, output_offset) where output_offset >= 0;
create index log_chunk_position on log_chunk (run_id, position);

create table blob (
    digest bytea primary key,
    size bigint not null,
    content bytea, -- small ones inline; null: in the blob directory
    stored_at timestamptz not null
);

create table artifact (
    run_id bigint not null,
    path text not null,
    size bigint not null,
    mode integer not null,
    digest bytea not null,
    step integer not null,
    primary key (run_id, path)
);

create table stash (
    run_id bigint not null,
    name text not null,
    tree bytea not null,
    files bigint not null,
    bytes bigint not null,
    primary key (run_id, name)
);

create table test_case (
    run_id bigint not null,
    step integer not null,
    ordinal integer not null,
    suite text not null,
    class text not null,
    name text not null,
    outcome text not null check (outcome in ('PASSED', 'FAILED', 'ERROR', 'SKIPPED')),
    duration_millis bigint not null,
    message text,
    details text,
    primary key (run_id, step, ordinal)
);

create table plugin (
    id text primary key,
    version text not null,
    archive bytea not null, -- SHA-256
    permissions text[] not null,
    state text not null check (state in ('enabled', 'disabled')),
    installed_at timestamptz not null,
    revision integer not null
);
