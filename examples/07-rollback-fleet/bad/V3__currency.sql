alter table orders alter column currency set not null;
