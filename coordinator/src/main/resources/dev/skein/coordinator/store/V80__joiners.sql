-- Tenants that join after a rollout's targets were frozen.

alter table rollout
  -- What it is aimed at where that is no list of names: {"shards": […], "labels": {…}}, both empty
  -- for everybody. Null, as in rollouts from before: nobody joins it.
  add column aims jsonb,
  -- The rollout whose release this one brings to those who joined after it was frozen.
  add column catches_up text references rollout;
create index rollout_aimed on rollout (number) where aims is not null;
create index rollout_catching_up on rollout (catches_up) where catches_up is not null;

-- Who came, or came to be another one, by an import, until it is settled what that means.
create table joined (
  tenant text primary key references tenant on delete cascade,
  number bigint generated always as identity unique,
  -- What it waits for, for people; null where nothing is aimed at it.
  why text
);
