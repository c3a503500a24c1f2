-- Failures that are one failure, and since when a rollout is in its state.

-- Written when a tenant fails, under its rollout's lock; a success writes nothing here. How many
-- tenants stand in it now is counted from those that failed.
create table failure_cluster (
  rollout text not null references rollout,
  id text not null,
  kind text not null,
  sqlstate text,
  script text,
  -- Without what differs from tenant to tenant.
  message text not null,
  first_seen timestamptz not null default now(),
  last_seen timestamptz not null default now(),
  primary key (rollout, id)
);

-- Of the last failure; it says nothing of a tenant that did not end so.
alter table rollout_tenant add column cluster text;

alter table rollout add column state_since timestamptz;
update rollout set state_since = coalesce(ended_at, running_since, updated_at);
alter table rollout alter column state_since set default now(),
  alter column state_since set not null;

create function note_state_since() returns trigger language plpgsql as $$
begin
  new.state_since := now();
  return new;
end $$;
create trigger rollout_state_changed before update on rollout
  for each row when (old.state is distinct from new.state) execute function note_state_since();
