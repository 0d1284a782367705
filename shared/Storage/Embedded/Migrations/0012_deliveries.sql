-- Receivers that answered 410, per caller.
CREATE TABLE webhook_endpoints (
    caller TEXT NOT NULL,
    url_hash BLOB NOT NULL,
    url TEXT NOT NULL,
    disabled_until INTEGER NOT NULL,
    PRIMARY KEY (caller, url_hash)
) STRICT;

-- Callbacks. Stages: 0 pending, 1 delivering are unfinished; 2 delivered, 3 failed are final.
CREATE TABLE deliveries (
    id TEXT PRIMARY KEY,
    execution_id TEXT NOT NULL REFERENCES executions (id) ON DELETE CASCADE,
    caller TEXT NOT NULL,
    url TEXT NOT NULL,
    stage INTEGER NOT NULL DEFAULT 0,
    attempt INTEGER NOT NULL DEFAULT 0,
    -- Attempts since the last request to redeliver: what the ladder counts.
    rung INTEGER NOT NULL DEFAULT 0,
    fence INTEGER NOT NULL DEFAULT 0,
    response_status INTEGER,
    error TEXT,
    created_at INTEGER NOT NULL,
    next_attempt_at INTEGER,
    finished_at INTEGER,
    lease_until INTEGER,
    unpublished_since INTEGER,
    published_at INTEGER,
    CONSTRAINT delivering_has_a_lease CHECK ((stage = 1) = (lease_until IS NOT NULL)),
    CONSTRAINT pending_has_a_time CHECK ((stage = 0) = (next_attempt_at IS NOT NULL))
) STRICT;

CREATE INDEX deliveries_of_execution ON deliveries (execution_id, created_at, id);
CREATE INDEX deliveries_unpublished ON deliveries (unpublished_since) WHERE stage = 0 AND unpublished_since IS NOT NULL;
CREATE INDEX deliveries_published ON deliveries (max(next_attempt_at, ifnull(published_at, next_attempt_at)))
WHERE stage = 0 AND unpublished_since IS NULL;
CREATE INDEX deliveries_lease ON deliveries (max(lease_until, ifnull(published_at, lease_until))) WHERE stage = 1;

-- In the transaction that ends the execution, whichever statement does it.
CREATE TRIGGER execution_ended AFTER UPDATE OF status ON executions
WHEN NEW.callback_url IS NOT NULL AND OLD.status IN (0, 1, 2) AND NEW.status NOT IN (0, 1, 2)
BEGIN
    INSERT INTO deliveries (id, execution_id, caller, url, created_at, next_attempt_at, unpublished_since)
    VALUES (new_id(), NEW.id, NEW.caller, NEW.callback_url, now_us(), now_us(), now_us());
END;

CREATE TRIGGER execution_born_ended AFTER INSERT ON executions
WHEN NEW.callback_url IS NOT NULL AND NEW.status NOT IN (0, 1, 2)
BEGIN
    INSERT INTO deliveries (id, execution_id, caller, url, created_at, next_attempt_at, unpublished_since)
    VALUES (new_id(), NEW.id, NEW.caller, NEW.callback_url, now_us(), now_us(), now_us());
END;

-- A delivery just planned is published by the process that ended its execution, so it counts only after ten seconds; one whose message
-- or worker is lost, two minutes after its time and after its last confirmed message.
CREATE VIEW due_deliveries (kind, id, at) AS
SELECT 'delivery', id, unpublished_since
FROM deliveries
WHERE stage = 0 AND unpublished_since <= now_us() - 10000000
UNION ALL
SELECT 'delivery', id, max(next_attempt_at, ifnull(published_at, next_attempt_at))
FROM deliveries
WHERE stage = 0 AND unpublished_since IS NULL AND max(next_attempt_at, ifnull(published_at, next_attempt_at)) <= now_us() - 120000000
UNION ALL
SELECT 'delivery', id, max(lease_until, ifnull(published_at, lease_until))
FROM deliveries
WHERE stage = 1 AND max(lease_until, ifnull(published_at, lease_until)) <= now_us() - 10000000;
