-- What keeps a tenant from being changed: said by people, of the fleet or of the tenant, and true of
-- every rollout.

create table fleet_freeze (
  number bigint generated always as identity primary key,
  scope text not null check (scope in ('fleet', 'shard', 'label', 'tenant')),
  -- A shard, a label as name=value, a tenant; empty for the fleet.
  subject text not null,
  reason text not null,
  -- Excluded; null until a person lifts it.
  ends_at timestamptz,
  made_by text not null,
  made_at timestamptz not null default now(),
  lifted_by text,
  lifted_at timestamptz
);
create index fleet_freeze_standing on fleet_freeze (number) where lifted_at is null;

-- Only tenants of which something is said have a row, so that a fleet without any pays nothing.
create table tenant_block (
  tenant text primary key references tenant on delete cascade,
  windows text[] not null default '{}',
  -- The version that it must not go above.
  pin text,
  pin_reason text not null default '',
  quarantined boolean not null default false,
  quarantine_reason text not null default '',
  changed_at timestamptz not null default now(),
  check (windows <> '{}' or pin is not null or quarantined)
);

-- What is due is asked for by rollout: one that stands still must not hide the others behind it.
drop index rollout_tenant_due;
create index rollout_tenant_due on rollout_tenant (rollout, retry_at)
  where state in ('WAITING_RETRY', 'BLOCKED') and retry_at is not null;
