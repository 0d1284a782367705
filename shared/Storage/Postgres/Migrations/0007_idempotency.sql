-- owner is the execution that the call made; of a call that made none or several, an id of its own.
-- status, body and location are the answer as it was given; while they are null it is rebuilt from the owner's row.
CREATE TABLE idempotency_keys (
    caller text NOT NULL,
    key text NOT NULL,
    owner uuid NOT NULL,
    fingerprint bytea NOT NULL,
    status smallint,
    body bytea,
    location text,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (caller, key),
    CONSTRAINT answer_is_whole CHECK ((status IS NULL) = (body IS NULL))
) WITH (autovacuum_vacuum_scale_factor = 0.05);

CREATE INDEX idempotency_keys_expired ON idempotency_keys (expires_at);

-- As before, except that a row that has started once does not expire any more: while it retries, or after it was put back.
CREATE OR REPLACE VIEW recoverable_work (kind, id, at) AS
SELECT 'cancelled', id, due_at
FROM executions
WHERE status IN (0, 2) AND cancel_requested
UNION ALL
SELECT 'expired', id, expires_at
FROM executions
WHERE status IN (0, 2) AND started_at IS NULL AND expires_at IS NOT NULL AND expires_at <= now() AND NOT cancel_requested
UNION ALL
SELECT 'lease', id, lease_until
FROM executions
WHERE status = 1 AND lease_until <= now()
UNION ALL
SELECT 'unpublished', id, unpublished_since
FROM executions
WHERE status IN (0, 2) AND unpublished_since IS NOT NULL
    AND NOT cancel_requested AND (started_at IS NOT NULL OR expires_at IS NULL OR expires_at > now())
UNION ALL
-- Two minutes after its time, and after the last confirmed wake-up, a row that still waits has lost its message.
SELECT CASE WHEN status = 2 THEN 'retry' WHEN due_at > created_at THEN 'delayed' ELSE 'lost_wakeup' END, id, greatest(due_at, published_at)
FROM executions
WHERE status IN (0, 2) AND unpublished_since IS NULL AND greatest(due_at, published_at) <= now() - interval '2 minutes'
    AND NOT cancel_requested AND (started_at IS NOT NULL OR expires_at IS NULL OR expires_at > now());
