-- Who asked for what, when, why, and what came of it; only ever added to.
create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  who text not null,
  verb text not null,
  subject text not null,
  reason text not null,
  outcome text not null,
  refused boolean not null
);
create index audit_by_subject on audit (subject, id desc);
create rule audit_is_kept as on delete to audit do instead nothing;
create rule audit_is_final as on update to audit do instead nothing;
