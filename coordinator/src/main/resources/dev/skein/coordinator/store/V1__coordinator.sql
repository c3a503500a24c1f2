-- The coordinator's own memory. What a tenant really holds stands in the tenant; here stands what
-- was last heard of it.

-- One row: the life that this store is in. Raised when a tenant shows an epoch of a later life.
create table coordinator (
  only_row boolean primary key default true check (only_row),
  generation integer not null check (generation between 0 and 32767)
);
insert into coordinator (generation) values (1);

create table shard (
  id text primary key,
  created_at timestamptz not null default now()
);

create table worker (
  id text primary key,
  incarnation text not null,
  seen_at timestamptz not null,
  stopping boolean not null default false
);

create table worker_shard (
  worker text not null references worker on delete cascade,
  shard text not null,
  concurrency integer not null check (concurrency > 0),
  offsets jsonb not null,
  primary key (worker, shard)
);
create index worker_shard_by_shard on worker_shard (shard);

create table release (
  digest text primary key,
  name text not null unique,
  head text,
  scripts integer not null,
  manifest jsonb not null,
  archive bytea not null,
  published_at timestamptz not null default now()
);
create index release_by_time on release (published_at desc, digest);

create table tenant (
  id text primary key,
  shard text not null references shard,
  database_name text not null,
  schema_name text not null,
  labels jsonb not null default '{}',
  -- What was last heard: the version, the release that brought it, and in which rollout.
  version text,
  release text references release,
  rollout text,
  status text not null default 'registered',
  revision bigint not null default 1,
  -- The counter of the last epoch given, within the store's generation.
  epoch bigint not null default 0,
  updated_at timestamptz not null default now(),
  unique (shard, database_name, schema_name)
);
create index tenant_by_shard on tenant (shard, id);

create sequence rollout_number;

create table rollout (
  id text primary key,
  number bigint not null unique,
  release text not null references release,
  policy jsonb not null,
  state text not null,
  reason text not null default '',
  current_wave integer not null,
  target_digest text not null,
  environment text,
  placeholders jsonb not null default '{}',
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  updated_at timestamptz not null default now()
);
create index rollout_live on rollout (id) where state in ('RUNNING', 'PAUSED', 'HALTED');

create table rollout_wave (
  rollout text not null references rollout,
  wave integer not null,
  state text not null,
  -- How many tenants stand in each state: kept with every step, so that status never counts rows.
  tally jsonb not null,
  allowance integer not null,
  credit integer not null,
  started_at timestamptz,
  ended_at timestamptz,
  primary key (rollout, wave)
);

-- One live rollout a tenant: the key says so to two coordinators at once.
create table tenant_hold (
  tenant text primary key references tenant,
  rollout text not null references rollout
);
create index tenant_hold_by_rollout on tenant_hold (rollout);

create table rollout_tenant (
  rollout text not null references rollout,
  tenant text not null references tenant,
  shard text not null,
  wave integer not null,
  position integer not null,
  state text not null,
  -- Attempts without a verdict since the start or the last retry by a person.
  tries integer not null default 0,
  -- All attempts ever; the number of the last one.
  attempts integer not null default 0,
  attempt uuid,
  retry_at timestamptz,
  -- How the last attempt failed, for people and for grouping; null when it did not.
  failure text,
  sqlstate text,
  script text,
  line integer,
  message text,
  updated_at timestamptz not null default now(),
  primary key (rollout, tenant)
);
create index rollout_tenant_pending on rollout_tenant (rollout, shard, wave, position)
  where state = 'PENDING';
create index rollout_tenant_in_flight on rollout_tenant (shard)
  where state in ('DISPATCHED', 'ACCEPTED');
create index rollout_tenant_waiting on rollout_tenant (retry_at) where state = 'WAITING_RETRY';
create index rollout_tenant_by_state on rollout_tenant (rollout, state, tenant);
create index rollout_tenant_failed on rollout_tenant (rollout, updated_at desc) where failure is not null;
create index rollout_tenant_by_tenant on rollout_tenant (tenant);

-- Every attempt ever made: a tenant's timeline.
create table attempt (
  id uuid primary key,
  rollout text not null references rollout,
  tenant text not null references tenant,
  shard text not null,
  number integer not null,
  generation integer not null,
  epoch bigint not null,
  dispatched_at timestamptz not null default now(),
  -- Where the command stands in its topic, once it was sent.
  kafka_partition integer,
  kafka_offset bigint,
  worker text,
  incarnation text,
  accepted_at timestamptz,
  started_at timestamptz,
  backend_pid integer,
  progress jsonb,
  -- Until then the worker's word holds; moved on by each heartbeat that names the attempt.
  leased_at timestamptz,
  ended_at timestamptz,
  took_millis bigint,
  outcome jsonb
);
create index attempt_by_tenant on attempt (tenant, dispatched_at desc);
create index attempt_open on attempt (dispatched_at) where ended_at is null;

-- Messages that must be sent because of what was committed with them. A row without a value is a
-- tenant's state, which is read when it is sent.
create table outbox (
  id bigint generated always as identity primary key,
  bucket smallint not null,
  topic text not null,
  key text not null,
  headers jsonb,
  value bytea,
  attempt uuid,
  created_at timestamptz not null default now()
);
