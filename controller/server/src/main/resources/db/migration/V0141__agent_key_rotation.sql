alter table agent add column key_since timestamptz; -- null: since it joined
alter table agent add column next_key_digest bytea unique; -- of the key that it made and has not used yet; using it ends the one before
alter table agent add column rotate boolean not null default false; -- somebody asked for another key
