-- A look at the fleet for tenants that are not as the others of their cohort, and what it found.
create table drift (
  id text primary key,
  number bigint generated always as identity unique,
  state text not null default 'READING' check (state in ('READING', 'COMPARING', 'DONE')),
  -- Whether every tenant was to be read, or a selection.
  whole boolean not null,
  -- The surveys that asked for all fingerprints, and for the catalogs of those that are not alike.
  survey text not null,
  catalogs text,
  report json,
  asked_at timestamptz not null default now(),
  ended_at timestamptz
);
create index drift_open on drift (number) where state <> 'DONE';

-- What a tenant's schema was last found to be, and at which version.
create table tenant_fingerprint (
  tenant text primary key references tenant,
  version text not null,
  fingerprint text not null,
  seen_at timestamptz not null,
  -- The look that saw it, while that is kept.
  drift text references drift on delete set null
);
create index tenant_fingerprint_by_drift on tenant_fingerprint (drift) where drift is not null;
