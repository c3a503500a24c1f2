-- How a rollout's targets stood when they were frozen, as far as it was known: by version ('' where
-- nothing had been heard) and by the release that had brought it ('' where none of Skein's had).
-- What a rollback goes back to; a few rows, whatever the number of tenants.
create table rollout_before (
  rollout text not null references rollout,
  version text not null,
  release text not null,
  tenants integer not null,
  primary key (rollout, version, release)
);

-- A rollout that is taken back, and the one that does it.
create table rollback (
  rollout text primary key references rollout,
  by_rollout text not null references rollout,
  -- The look at all fingerprints that decides whether it is done.
  survey text,
  -- Why it is not done, while it waits for a person.
  verdict text,
  started_at timestamptz not null default now()
);

-- Versions that a release takes back: what they brought must not be used.
alter table release add column compensates text[] not null default '{}';
