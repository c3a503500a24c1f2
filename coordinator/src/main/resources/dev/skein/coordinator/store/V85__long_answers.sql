-- Answers that are too long for a message. Tenants that are alike give one answer, kept once.
create table long_answer (
  digest text primary key,
  body json not null,
  bytes integer not null,
  -- The last time; its report follows by another way, and finds it.
  put_at timestamptz not null default now()
);

alter table survey_tenant add answer_digest text references long_answer;
create index survey_tenant_by_answer_digest on survey_tenant (answer_digest)
  where answer_digest is not null;

-- What tenants said, whichever way it came.
create view survey_said as
  select survey, tenant, shard, state, tries, outcome, coalesce(answer, body) as answer,
    coalesce(bytes, octet_length(answer::text), 0) as answer_bytes
  from survey_tenant left join long_answer on digest = answer_digest;
