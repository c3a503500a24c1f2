CREATE OR REPLACE VIEW paying_users AS
SELECT users.id, users.email, plans.title AS plan, plans.monthly_cents
FROM users JOIN plans ON plans.code = users.plan
WHERE users.stripe_subscription_id IS NOT NULL;
