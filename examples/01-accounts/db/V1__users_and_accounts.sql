CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text,
  email text NOT NULL,
  email_verified timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- How a user signs in: one row a provider.
CREATE TABLE accounts (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  provider text NOT NULL,
  provider_account_id text NOT NULL,
  refresh_token text,
  access_token text,
  expires_at timestamptz,
  UNIQUE (provider, provider_account_id)
);
CREATE INDEX accounts_by_user ON accounts (user_id);
