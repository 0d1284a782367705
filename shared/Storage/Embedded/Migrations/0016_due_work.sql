-- What wakes the scheduler: SELECT count(*) FROM due_work. What a process does by itself as soon as it has committed counts only after
-- some time; a schedule counts 45 seconds ahead, the time that a pod needs to start.
DROP VIEW due_work;

CREATE VIEW due_work (kind, id, at) AS
SELECT kind, id, at
FROM recoverable_work
WHERE kind <> 'unpublished' OR at <= now_us() - 10000000
UNION ALL
SELECT 'dead_letter', id, unpublished_since
FROM dead_letters
WHERE unpublished_since IS NOT NULL AND unpublished_since <= now_us() - 10000000
UNION ALL
SELECT 'schedule', id, next_run_at
FROM schedules
WHERE enabled AND next_run_at IS NOT NULL AND next_run_at <= now_us() + 45000000
UNION ALL
SELECT kind, id, at FROM metrics_work
UNION ALL
SELECT kind, id, at FROM oversized_work WHERE at <= now_us() - 300000000
UNION ALL
SELECT kind, id, at FROM due_deliveries
UNION ALL
SELECT kind, id, at FROM unpublished_events
UNION ALL
SELECT kind, id, at FROM days_to_archive;
