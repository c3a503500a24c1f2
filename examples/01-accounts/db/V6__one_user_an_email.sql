-- Two sign-ups that differ in case alone were two users until now.
ALTER TABLE users ADD COLUMN email_key text GENERATED ALWAYS AS (lower(email)) STORED;
ALTER TABLE users ADD CONSTRAINT users_one_an_email UNIQUE (email_key);
