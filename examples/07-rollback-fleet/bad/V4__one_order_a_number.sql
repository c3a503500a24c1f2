-- VACUUM runs in no transaction, so what fails behind it leaves what was made before it.
create table order_numbers (prefix text primary key, last bigint not null);
vacuum orders;
create unique index one_order_a_number on orders (number);
