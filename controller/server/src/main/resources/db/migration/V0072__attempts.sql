-- A run that is restarted becomes another attempt: a run of its own with the same number, which begins with a part of the journal of the one before.
alter table run add column attempt_number integer not null default 1;
alter table run add column origin jsonb; -- what it goes on from; null: a first attempt
alter table run drop constraint run_project_id_number_key;
alter table run add unique (project_id, number, attempt_number);
