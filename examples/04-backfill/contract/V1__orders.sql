create table orders (
  id bigint generated always as identity primary key,
  net_cents bigint not null,
  vat_percent integer not null
);
insert into orders (net_cents, vat_percent)
  select i * 100, 19 from generate_series(1, 5000) i;
