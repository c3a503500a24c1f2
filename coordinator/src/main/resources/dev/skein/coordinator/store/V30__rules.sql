-- What the rules remember of a rollout, a wave and a tenant.
alter table rollout
  -- Deadline, standstill, haste; and what went wrong beyond the tallies.
  add column terms jsonb not null default
    '{"shards": 1, "deadline": null, "stillSince": null, "hurried": false, "supersededBy": null,
      "accepted": false}',
  add column toll jsonb not null default
    '{"signatures": {}, "errors": {}, "forgiven": {"canary": {"failures": 0, "missing": 0},
      "later": {"failures": 0, "missing": 0}, "done": 0, "unknown": 0, "signatures": {}}}',
  -- How long it was running, and since when it is: time that it stood still is not its own.
  add column ran_millis bigint not null default 0,
  add column running_since timestamptz;

update rollout set running_since = started_at where state = 'RUNNING';

-- A policy that was stored before its file could say more.
update rollout set policy = policy
  || jsonb_build_object(
    'canary', '{"tenants": [], "labels": {}, "bake": "PT0S", "sameSignature": 1}'::jsonb
      || (policy -> 'canary'),
    'waves', (select jsonb_agg('{"bake": "PT0S", "approval": false}'::jsonb || wave)
      from jsonb_array_elements(policy -> 'waves') wave),
    'halt', '{"failurePercent": 0, "minimumSample": 50, "unknown": "PT10M", "standstill": "PT10M",
        "sameSignature": {"tenants": 5, "shards": 2}}'::jsonb || (policy -> 'halt'),
    'perShard', jsonb_build_object('concurrency', policy -> 'shardConcurrency', 'errors', 10),
    'deadline', null,
    'fingerprint', '{"scope": "CANARY", "percent": 0}'::jsonb)
  - 'shardConcurrency';

alter table rollout_wave
  -- Tenants that the wave does not wait for, and those that failed without a verdict.
  add column aside integer not null default 0,
  add column errors integer not null default 0,
  add column bake_millis bigint not null default 0,
  add column approval text not null default 'NOT_NEEDED',
  add column bakes_until timestamptz;

-- retry_at is also when a BLOCKED tenant is looked at again; null until a person acts.
alter table rollout_tenant
  add column error boolean,
  add column signature text,
  add column blocker text,
  -- Why it is blocked, skipped or quarantined, for people.
  add column note text;

drop index rollout_tenant_waiting;
create index rollout_tenant_due on rollout_tenant (retry_at)
  where state in ('WAITING_RETRY', 'BLOCKED') and retry_at is not null;
