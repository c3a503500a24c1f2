create table shipments (
  order_id bigint not null references orders (id),
  shipped_at timestamptz not null default now()
);
