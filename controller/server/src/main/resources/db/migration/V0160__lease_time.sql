-- Deadlines of leases are counted on a clock that nobody sets. A controller that starts must know which time of day that clock's zero was at for the one
-- before it, or a clock that was set in between would end leases early (and a job would run twice) or keep lost ones for hours.
create table lease_time (
    only_row boolean primary key default true check (only_row),
    boot text not null, -- of the machine on which the clock counted; empty: unknown
    zero_at timestamptz not null -- time of day at which it showed 0, as the controller that wrote this saw it
);
