-- Where blobs lie, how often that changed, and when they were last asked for. Bytes are named by digest and generation: a blob that is stored again, or
-- moved, gets other bytes, so that whoever deletes the old ones never takes away new ones. The row is the truth: bytes that no row names are garbage.

create table blob_place (
    id smallint primary key, -- 0: the directory "blobs" of the data directory, there since before there were others
    location text not null unique, -- empty, a directory's path, or s3://...
    tag text not null, -- what names of its bytes begin with, so that two installations can share a bucket; empty: nothing
    emptied boolean not null default false -- somebody asked to move what is there to where new blobs go
);
insert into blob_place (id, location, tag) values (0, '', '');

alter table blob
    add column place smallint references blob_place, -- null: inline
    add column generation bigint not null default 0,
    add column used_at timestamptz not null default now(), -- stored, or said to be there, or read; within the hour
    add column damaged_at timestamptz; -- its bytes were found to be wrong or gone; it counts as missing until it is stored again
update blob set place = 0 where content is null;
alter table blob add check ((place is null) = (content is not null));
create index blob_used on blob (used_at);
create index blob_moving on blob (place, digest) where place is not null;
create index blob_damaged on blob (damaged_at) where damaged_at is not null;

-- Bytes that no blob is made of any more. The row is there before they are deleted, so that a kill between the two forgets nothing; it waits a while, for
-- readers that are under way and addresses that were given out.
create table blob_garbage (
    place smallint not null references blob_place,
    digest bytea not null,
    generation bigint not null,
    since timestamptz not null,
    primary key (place, digest, generation)
);

-- What is referred to, as the collection that is under way found it. Logged, though it could be computed again: after a crash of the database an empty
-- table must not look like one that was filled.
create table blob_mark (
    digest bytea primary key,
    shape text not null check (shape in ('bytes', 'tree', 'manifest')),
    opened boolean not null -- what it refers to itself is marked as well
);
create index blob_mark_closed on blob_mark (digest) where not opened;
