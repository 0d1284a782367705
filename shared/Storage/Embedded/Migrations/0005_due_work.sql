-- now_us() is the injected clock; each connection of the adapter registers it.
-- What a sweep over the executions finds: one row for each thing, with the time since when it waits.
CREATE VIEW recoverable_work (kind, id, at) AS
SELECT 'cancelled', id, due_at
FROM executions
WHERE status IN (0, 2) AND cancel_requested
UNION ALL
SELECT 'expired', id, expires_at
FROM executions
WHERE status IN (0, 2) AND expires_at IS NOT NULL AND expires_at <= now_us() AND NOT cancel_requested
UNION ALL
SELECT 'lease', id, lease_until
FROM executions
WHERE status = 1 AND lease_until <= now_us()
UNION ALL
SELECT 'unpublished', id, unpublished_since
FROM executions
WHERE status IN (0, 2) AND unpublished_since IS NOT NULL
    AND NOT cancel_requested AND (expires_at IS NULL OR expires_at > now_us())
UNION ALL
-- Two minutes after its time, and after the last confirmed wake-up, a row that still waits has lost its message.
SELECT
    CASE WHEN status = 2 THEN 'retry' WHEN due_at > created_at THEN 'delayed' ELSE 'lost_wakeup' END,
    id,
    max(due_at, ifnull(published_at, due_at))
FROM executions
WHERE status IN (0, 2) AND unpublished_since IS NULL AND max(due_at, ifnull(published_at, due_at)) <= now_us() - 120000000
    AND NOT cancel_requested AND (expires_at IS NULL OR expires_at > now_us());

-- What wakes the scheduler: SELECT count(*) FROM due_work. A row just accepted is published by the process that accepted it, so it counts
-- only after ten seconds; a schedule counts 45 seconds ahead, the time that a pod needs to start.
CREATE VIEW due_work (kind, id, at) AS
SELECT kind, id, at
FROM recoverable_work
WHERE kind <> 'unpublished' OR at <= now_us() - 10000000
UNION ALL
SELECT 'schedule', id, next_run_at
FROM schedules
WHERE enabled AND next_run_at IS NOT NULL AND next_run_at <= now_us() + 45000000;
