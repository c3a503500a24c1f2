CREATE TABLE invoices (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  order_id bigint NOT NULL REFERENCES orders (id),
  issued_at timestamptz NOT NULL DEFAULT now()
);
