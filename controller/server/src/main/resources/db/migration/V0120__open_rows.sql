-- What is open is told by the time of its end, not by its state. A column that an index's condition names cannot change without a new entry in every index of
-- its table; the state of a run, a job and a lease changes several times in the milliseconds that a small job takes, their end is set once. The free part of
-- each page lets such a change stay in it.
drop index run_unfinished;
create index run_unfinished on run (id) where finished_at is null;
alter table run set (fillfactor = 75);

drop index job_open;
create index job_open on job (id) where ended_at is null;
alter table job set (fillfactor = 75);

drop index lease_open;
create index lease_open on lease (agent_id) where ended_at is null;
alter table lease set (fillfactor = 75);
