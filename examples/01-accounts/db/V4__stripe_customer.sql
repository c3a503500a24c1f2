ALTER TABLE users
  ADD COLUMN stripe_customer_id text UNIQUE,
  ADD COLUMN stripe_subscription_id text UNIQUE,
  ADD COLUMN stripe_price_id text,
  ADD COLUMN stripe_current_period_end timestamptz;
