-- What a shard's own command calls the backup that it took of the tenant before the first script.
alter table attempt add column backup text;
