-- What a job needs beside labels: resources, locks, its concurrency group, throttles, quiet period. The scheduler decides in memory, but after a
-- restart it must know them again for every job that is not over. As JSON because no statement looks inside; null, as in all rows until now,
-- is a job that needs an executor and nothing else.
alter table job add column needs jsonb;
