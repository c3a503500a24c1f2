alter table orders alter column total_cents set not null;
