-- A hundred thousand tenants in one rollout: counters instead of counts, fewer and smaller indexes,
-- room on each page so that an update stays where its row is.

-- Tenants of a rollout on each shard, by state. Kept by the trigger below with every statement that
-- moves tenants, so that no code path can forget it; always under the rollout's lock.
create table rollout_shard (
  rollout text not null references rollout,
  shard text not null,
  state text not null,
  tenants integer not null,
  primary key (rollout, shard, state)
) with (fillfactor = 50);
create index rollout_shard_in_flight on rollout_shard (shard)
  where state in ('DISPATCHED', 'ACCEPTED');

insert into rollout_shard (rollout, shard, state, tenants)
select rollout, shard, state, count(*) from rollout_tenant group by rollout, shard, state;

create function count_new_tenants() returns trigger language plpgsql as $$
begin
  insert into rollout_shard as counted (rollout, shard, state, tenants)
  select rollout, shard, state, count(*) from came group by rollout, shard, state
  on conflict (rollout, shard, state)
    do update set tenants = counted.tenants + excluded.tenants;
  return null;
end $$;

create function count_moved_tenants() returns trigger language plpgsql as $$
begin
  insert into rollout_shard as counted (rollout, shard, state, tenants)
  select rollout, shard, state, sum(tenants) from (
    select rollout, shard, state, -1 as tenants from was
    union all
    select rollout, shard, state, 1 from became) moved
  group by rollout, shard, state having sum(tenants) <> 0
  on conflict (rollout, shard, state)
    do update set tenants = counted.tenants + excluded.tenants;
  return null;
end $$;

create trigger rollout_tenant_came after insert on rollout_tenant
  referencing new table as came for each statement execute function count_new_tenants();
create trigger rollout_tenant_moved after update on rollout_tenant
  referencing old table as was new table as became
  for each statement execute function count_moved_tenants();

-- Raised with every change of a rollout or its waves: a status that was read at a revision holds
-- while the revision does.
alter table rollout add column revision bigint not null default 0;

drop index rollout_tenant_in_flight;
drop index rollout_tenant_by_tenant;
drop index rollout_tenant_by_state;
-- Only what people page through; each other state is most of the fleet at some time.
create index rollout_tenant_apart on rollout_tenant (rollout, state, tenant)
  where state in ('FAILED_CLEAN', 'FAILED_PARTIAL', 'UNKNOWN', 'WAITING_RETRY', 'BLOCKED',
    'QUARANTINED', 'SKIPPED', 'CANCELLED');

-- An attempt is only ever made from its rollout's row for the tenant, by one statement.
alter table attempt drop constraint attempt_rollout_fkey;
alter table attempt drop constraint attempt_tenant_fkey;

alter table tenant set (fillfactor = 70);
alter table rollout_tenant set (fillfactor = 70);
alter table attempt set (fillfactor = 60);
alter table rollout set (fillfactor = 50);
alter table rollout_wave set (fillfactor = 50);

-- Read back as it was written, and by nobody else.
alter table outbox alter column headers type text using headers::text;

-- When each partition of the reports was last read to its end: silence counts only from then on,
-- since a worker that is waited for may have spoken long ago.
create table report_heard (
  partition integer primary key,
  until timestamptz not null
);
