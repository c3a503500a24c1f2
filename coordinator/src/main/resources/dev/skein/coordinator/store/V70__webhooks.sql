-- Who is told over HTTP what happens to rollouts, and what became of each telling.

create table webhook (
  name text primary key,
  -- May itself be a secret (chat services put a token into the path): never shown in full.
  url text not null,
  format text not null check (format in ('standard', 'slack')),
  -- Of these types alone; of all when empty.
  events text[] not null default '{}',
  -- What signs; null where nobody checks signatures.
  secret text,
  added_by text not null,
  added_at timestamptz not null default now(),
  -- Since the first failure after the last success.
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_why text,
  -- One sender at a time, of however many coordinators; lapses when the sender died.
  claim uuid,
  claimed_until timestamptz
);

-- Written in the transaction of what it tells.
create table webhook_delivery (
  id bigint generated always as identity primary key,
  webhook text not null references webhook on delete cascade,
  -- The same in every try, and for every endpoint.
  message text not null,
  type text not null,
  rollout text,
  body text not null,
  state text not null default 'WAITING' check (state in ('WAITING', 'DELIVERED', 'FAILED')),
  tries integer not null default 0,
  made_at timestamptz not null default now(),
  next_at timestamptz not null default now(),
  -- After that it is given up.
  until timestamptz not null,
  ended_at timestamptz
);
create index webhook_delivery_due on webhook_delivery (webhook, next_at, id)
  where state = 'WAITING';
create index webhook_delivery_log on webhook_delivery (webhook, id desc);
create index webhook_delivery_ended on webhook_delivery (ended_at) where ended_at is not null;

create table webhook_try (
  delivery bigint not null references webhook_delivery on delete cascade,
  number integer not null,
  at timestamptz not null,
  took_millis bigint not null,
  -- Null where there was no answer; error then says why.
  status integer,
  error text,
  primary key (delivery, number)
);
