CREATE TABLE account_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  what text NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX account_events_by_user ON account_events (user_id, at);

CREATE FUNCTION note_email_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.email IS DISTINCT FROM OLD.email THEN
    INSERT INTO account_events (user_id, what) VALUES (NEW.id, 'email changed');
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER users_email_change AFTER UPDATE ON users
  FOR EACH ROW EXECUTE FUNCTION note_email_change();
