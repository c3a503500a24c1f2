-- Nullable first: existing rows are filled by backfill/order-totals.sql, new ones by the application.
alter table orders add column total_cents bigint;
