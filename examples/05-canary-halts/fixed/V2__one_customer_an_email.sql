-- Of customers with one address the oldest is kept.
delete from customers later
  using customers earlier
  where lower(later.email) = lower(earlier.email) and later.id > earlier.id;
create unique index customers_one_an_email on customers (lower(email));
