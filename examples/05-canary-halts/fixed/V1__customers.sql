create table customers (
  id bigint generated always as identity primary key,
  name text not null,
  email text not null
);
insert into customers (name, email)
  select 'Customer ' || i, 'customer' || i || '@example.com' from generate_series(1, 50) i;
