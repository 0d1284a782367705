-- owner is the execution that the call made; of a call that made none or several, an id of its own.
-- status, body and location are the answer as it was given; while they are null it is rebuilt from the owner's row.
CREATE TABLE idempotency_keys (
    caller TEXT NOT NULL,
    key TEXT NOT NULL,
    owner TEXT NOT NULL,
    fingerprint BLOB NOT NULL,
    status INTEGER,
    body BLOB,
    location TEXT,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (caller, key),
    CONSTRAINT answer_is_whole CHECK ((status IS NULL) = (body IS NULL))
) STRICT;

CREATE INDEX idempotency_keys_expired ON idempotency_keys (expires_at);

-- As before, except that a row that has started once does not expire any more: while it retries, or after it was put back.
DROP VIEW recoverable_work;
CREATE VIEW recoverable_work (kind, id, at) AS
SELECT 'cancelled', id, due_at
FROM executions
WHERE status IN (0, 2) AND cancel_requested
UNION ALL
SELECT 'expired', id, expires_at
FROM executions
WHERE status IN (0, 2) AND started_at IS NULL AND expires_at IS NOT NULL AND expires_at <= now_us() AND NOT cancel_requested
UNION ALL
SELECT 'lease', id, lease_until
FROM executions
WHERE status = 1 AND lease_until <= now_us()
UNION ALL
SELECT 'unpublished', id, unpublished_since
FROM executions
WHERE status IN (0, 2) AND unpublished_since IS NOT NULL
    AND NOT cancel_requested AND (started_at IS NOT NULL OR expires_at IS NULL OR expires_at > now_us())
UNION ALL
-- Two minutes after its time, and after the last confirmed wake-up, a row that still waits has lost its message.
SELECT
    CASE WHEN status = 2 THEN 'retry' WHEN due_at > created_at THEN 'delayed' ELSE 'lost_wakeup' END,
    id,
    max(due_at, ifnull(published_at, due_at))
FROM executions
WHERE status IN (0, 2) AND unpublished_since IS NULL AND max(due_at, ifnull(published_at, due_at)) <= now_us() - 120000000
    AND NOT cancel_requested AND (started_at IS NOT NULL OR expires_at IS NULL OR expires_at > now_us());
