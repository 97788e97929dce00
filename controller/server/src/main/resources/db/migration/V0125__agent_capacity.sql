alter table agent add column cpu_millis integer not null default 0; -- thousandths of a core; 0: not known
alter table agent add column memory_bytes bigint not null default 0; -- 0: not known
