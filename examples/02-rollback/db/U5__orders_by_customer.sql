-- skein: undo, lossless
DROP INDEX CONCURRENTLY orders_by_customer;
