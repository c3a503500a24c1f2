-- Filled by the seed R__seed_plans.sql.
CREATE TABLE plans (
  code text PRIMARY KEY,
  title text NOT NULL,
  monthly_cents integer NOT NULL CHECK (monthly_cents >= 0)
);

ALTER TABLE users ADD COLUMN plan text REFERENCES plans (code);
