alter table agent add column ephemeral boolean not null default false; -- one job, then it is no agent any more
alter table agent add column spent boolean not null default false; -- an ephemeral one that was given its job: commits with the lease

alter table join_token add column uses integer not null default 1 check (uses between 1 and 100000); -- how many agents may join by it
alter table join_token add column used integer not null default 0; -- how many did
update join_token set used = 1 where used_at is not null;
