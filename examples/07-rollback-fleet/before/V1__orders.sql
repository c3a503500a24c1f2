create table orders (
  id bigint generated always as identity primary key,
  number text not null,
  cents bigint not null,
  currency text
);
insert into orders (number, cents, currency)
  select 'A-' || i, i * 100, 'EUR' from generate_series(1, 50) i;
