-- Idempotent: it runs again whenever its text changes.
INSERT INTO plans (code, title, monthly_cents) VALUES
  ('free', 'Free', 0),
  ('pro', 'Pro', 1200),
  ('team', 'Team', 4900)
ON CONFLICT (code) DO UPDATE SET title = excluded.title, monthly_cents = excluded.monthly_cents;
