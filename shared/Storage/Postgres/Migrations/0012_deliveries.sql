-- Receivers that answered 410, per caller.
CREATE TABLE webhook_endpoints (
    caller text NOT NULL,
    url_hash bytea NOT NULL,
    url text NOT NULL,
    disabled_until timestamptz NOT NULL,
    PRIMARY KEY (caller, url_hash)
);

-- Callbacks. Stages: 0 pending, 1 delivering are unfinished; 2 delivered, 3 failed are final.
CREATE TABLE deliveries (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    execution_id uuid NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
    caller text NOT NULL,
    url text NOT NULL,
    stage smallint NOT NULL DEFAULT 0,
    attempt integer NOT NULL DEFAULT 0,
    -- Attempts since the last request to redeliver: what the ladder counts.
    rung integer NOT NULL DEFAULT 0,
    fence bigint NOT NULL DEFAULT 0,
    response_status integer,
    error text,
    created_at timestamptz NOT NULL DEFAULT statement_timestamp(),
    next_attempt_at timestamptz DEFAULT statement_timestamp(),
    finished_at timestamptz,
    lease_until timestamptz,
    unpublished_since timestamptz DEFAULT statement_timestamp(),
    published_at timestamptz,
    CONSTRAINT delivering_has_a_lease CHECK ((stage = 1) = (lease_until IS NOT NULL)),
    CONSTRAINT pending_has_a_time CHECK ((stage = 0) = (next_attempt_at IS NOT NULL))
);

CREATE INDEX deliveries_of_execution ON deliveries (execution_id, created_at, id);
CREATE INDEX deliveries_unpublished ON deliveries (unpublished_since) WHERE stage = 0 AND unpublished_since IS NOT NULL;
CREATE INDEX deliveries_published ON deliveries (greatest(next_attempt_at, published_at)) WHERE stage = 0 AND unpublished_since IS NULL;
CREATE INDEX deliveries_lease ON deliveries (greatest(lease_until, published_at)) WHERE stage = 1;

-- In the transaction that ends the execution, whichever statement does it.
CREATE FUNCTION plan_delivery() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO deliveries (execution_id, caller, url) VALUES (NEW.id, NEW.caller, NEW.callback_url);
    RETURN NULL;
END
$$;

CREATE TRIGGER execution_ended AFTER UPDATE OF status ON executions FOR EACH ROW
WHEN (NEW.callback_url IS NOT NULL AND OLD.status IN (0, 1, 2) AND NEW.status NOT IN (0, 1, 2))
EXECUTE FUNCTION plan_delivery();

CREATE TRIGGER execution_born_ended AFTER INSERT ON executions FOR EACH ROW
WHEN (NEW.callback_url IS NOT NULL AND NEW.status NOT IN (0, 1, 2))
EXECUTE FUNCTION plan_delivery();

-- A delivery just planned is published by the process that ended its execution, so it counts only after ten seconds; one whose message
-- or worker is lost, two minutes after its time and after its last confirmed message.
CREATE VIEW due_deliveries (kind, id, at) AS
SELECT 'delivery', id, unpublished_since
FROM deliveries
WHERE stage = 0 AND unpublished_since <= now() - interval '10 seconds'
UNION ALL
SELECT 'delivery', id, greatest(next_attempt_at, published_at)
FROM deliveries
WHERE stage = 0 AND unpublished_since IS NULL AND greatest(next_attempt_at, published_at) <= now() - interval '2 minutes'
UNION ALL
SELECT 'delivery', id, greatest(lease_until, published_at)
FROM deliveries
WHERE stage = 1 AND greatest(lease_until, published_at) <= now() - interval '10 seconds';
