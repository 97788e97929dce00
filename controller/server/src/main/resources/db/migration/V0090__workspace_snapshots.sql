-- States of workspaces that runs can be restarted from. What a state is made of are blobs, named by its manifest; a row keeps them until it expires.

create table workspace_snapshot (
    id bigint primary key,
    run_id bigint not null,
    step integer not null, -- of the journal, at whose end it was taken
    node integer not null, -- step of the node block whose workspace it is
    place text not null, -- stage-end, checkpoint, step
    tree bytea not null, -- digest of the manifest
    files bigint not null,
    bytes bigint not null,
    taken_at timestamptz not null,
    expires_at timestamptz not null,
    owner_epoch bigint not null,
    unique (run_id, node, step) -- asking again after a crash takes no second one; also finds the nearest of a node
);

create index workspace_snapshot_expiry on workspace_snapshot (expires_at);
