-- A question put to many tenants, and what each said. Surveys read: they hold no tenant, and a
-- tenant's state does not change by them.
create table survey (
  id text primary key,
  number bigint generated always as identity unique,
  kind text not null check (kind in ('plan', 'rehearse', 'inspect')),
  release text references release,
  environment text,
  placeholders jsonb not null default '{}',
  facts jsonb not null default '[]',
  -- How long a worker may take for one tenant.
  limit_seconds integer not null,
  asked_at timestamptz not null default now()
);

create table survey_tenant (
  survey text not null references survey on delete cascade,
  tenant text not null references tenant,
  shard text not null,
  state text not null default 'WAITING'
    check (state in ('WAITING', 'ASKED', 'ANSWERED', 'UNANSWERED')),
  tries integer not null default 0,
  attempt uuid unique,
  asked_at timestamptz,
  -- What the tenant said, or why it said nothing.
  answer json,
  outcome json,
  primary key (survey, tenant)
);
create index survey_tenant_waiting on survey_tenant (shard, survey, tenant) where state = 'WAITING';
create index survey_tenant_asked on survey_tenant (shard) where state = 'ASKED';
