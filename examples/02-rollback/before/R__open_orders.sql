DROP VIEW IF EXISTS open_orders;
CREATE VIEW open_orders AS SELECT id, customer, cents FROM orders WHERE paid_at IS NULL;
