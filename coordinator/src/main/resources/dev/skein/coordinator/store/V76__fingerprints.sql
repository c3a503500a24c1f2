-- What the schemas of a rollout's tenants were before it, and what they have become; of those that its
-- policy asks for.

-- The first "before" that was seen stays, however often a tenant is tried.
create table rollout_fingerprint (
  rollout text not null references rollout,
  tenant text not null,
  from_version text,
  before text,
  to_version text,
  after text,
  -- Whether the tenant came through; without an "after", its fingerprint could not be taken.
  through boolean not null,
  primary key (rollout, tenant)
);

-- The same of those that came through, put together: as many rows as there are ways, whatever the
-- number of tenants. '' stands for what nobody saw.
create table rollout_passage (
  rollout text not null references rollout,
  from_version text not null,
  before text not null,
  to_version text not null,
  after text not null,
  tenants integer not null,
  first text not null,
  primary key (rollout, from_version, before, to_version, after)
) with (fillfactor = 50);

alter table rollout alter column toll set default
  '{"signatures": {}, "errors": {}, "forgiven": {"canary": {"failures": 0, "missing": 0},
    "later": {"failures": 0, "missing": 0}, "done": 0, "unknown": 0, "signatures": {}},
    "strays": {"strayed": 0, "missing": 0, "strayedPassed": 0, "missingPassed": 0,
      "halting": false}}';
update rollout set toll = toll ||
  '{"strays": {"strayed": 0, "missing": 0, "strayedPassed": 0, "missingPassed": 0,
      "halting": false}}';
