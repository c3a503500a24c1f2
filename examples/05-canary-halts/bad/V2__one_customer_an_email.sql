create unique index customers_one_an_email on customers (lower(email));
