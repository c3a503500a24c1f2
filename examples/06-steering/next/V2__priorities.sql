alter table tickets add column priority integer not null default 3;
