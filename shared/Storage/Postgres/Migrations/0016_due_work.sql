-- What wakes the scheduler: SELECT count(*) FROM due_work. What a process does by itself as soon as it has committed counts only after
-- some time; a schedule counts 45 seconds ahead, the time that a pod needs to start.
CREATE OR REPLACE VIEW due_work (kind, id, at) AS
SELECT kind, id, at
FROM recoverable_work
WHERE kind <> 'unpublished' OR at <= now() - interval '10 seconds'
UNION ALL
SELECT 'dead_letter', id, unpublished_since
FROM dead_letters
WHERE unpublished_since IS NOT NULL AND unpublished_since <= now() - interval '10 seconds'
UNION ALL
SELECT 'schedule', id, next_run_at
FROM schedules
WHERE enabled AND next_run_at IS NOT NULL AND next_run_at <= now() + interval '45 seconds'
UNION ALL
SELECT kind, id, at FROM metrics_work
UNION ALL
SELECT kind, id, at FROM oversized_work WHERE at <= now() - interval '5 minutes'
UNION ALL
SELECT kind, id, at FROM due_deliveries
UNION ALL
SELECT kind, id, at FROM unpublished_events
UNION ALL
SELECT kind, id, at FROM days_to_archive;
