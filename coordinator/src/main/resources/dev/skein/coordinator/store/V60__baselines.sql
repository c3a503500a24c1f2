-- A survey may also take tenants on at a version. That writes into them, so each try gets an epoch
-- of its own, and the tenants' version is noted.
alter table survey drop constraint survey_kind_check;
alter table survey add check (kind in ('plan', 'rehearse', 'inspect', 'baseline'));
alter table survey add version text;
-- What the schema must be like first; null to trust whoever asked.
alter table survey add fingerprint text;
