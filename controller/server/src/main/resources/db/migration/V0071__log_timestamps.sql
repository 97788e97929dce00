-- Output whose lines begin with the time is longer in the log than it was in the operation: where it ends there must be said.
alter table log_chunk add column output_end bigint; -- null: output_offset + length
alter table log_chunk add column line_open boolean not null default false; -- its last line goes on in the output's next chunk
