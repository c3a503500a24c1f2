-- Backfills of tenants, one row each from the tenant's success with the release on. The tenant's own
-- table is the truth of how far it has come; this is what was last heard.
create table tenant_backfill (
  tenant text not null references tenant,
  name text not null,
  -- A tenant's backfills run one after the other, in the order of this.
  number bigint generated always as identity,
  -- The release and the rollout whose backfill it is, the newest ones.
  release text not null references release,
  rollout text not null references rollout,
  -- Of its statement: the same name with another one is another backfill.
  sha256 text not null,
  shard text not null,
  state text not null default 'PENDING' check (state in ('PENDING', 'RUNNING', 'DONE', 'FAILED')),
  -- By a person, for this tenant alone.
  paused boolean not null default false,
  -- Runs without a verdict since the last one that came further.
  tries integer not null default 0,
  attempt uuid unique,
  -- The counter of the last epoch given; never that of the tenant's migrations.
  epoch bigint not null default 0,
  batches bigint not null default 0,
  changed_rows bigint not null default 0,
  worker text,
  incarnation text,
  sent_at timestamptz,
  accepted_at timestamptz,
  leased_at timestamptz,
  -- Not to be sent before.
  due_at timestamptz,
  -- Why it waits or failed, for people.
  note text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  ended_at timestamptz,
  primary key (tenant, name)
);
create index tenant_backfill_by_name on tenant_backfill (name, tenant);
create index tenant_backfill_undone on tenant_backfill (name) where state <> 'DONE';
create index tenant_backfill_pending on tenant_backfill (shard, sent_at nulls first, number)
  where state = 'PENDING';
create index tenant_backfill_running on tenant_backfill (shard) where state = 'RUNNING';

-- Backfills that a person paused as a whole, also for tenants to come.
create table backfill_pause (
  name text primary key,
  reason text not null,
  paused_by text not null,
  paused_at timestamptz not null default now()
);

-- As people see it.
create view tenant_backfill_now as
  select tenant_backfill.*,
    case when state = 'PENDING' and (paused
        or exists (select from backfill_pause where backfill_pause.name = tenant_backfill.name))
      then 'paused' else lower(state) end as standing
  from tenant_backfill;

-- Tenants that a rollout keeps until a backfill that it requires is done.
create index rollout_tenant_backfill on rollout_tenant (rollout, tenant)
  where state = 'BLOCKED' and blocker in ('BACKFILL', 'BACKFILL_STUCK');
