-- How many executions ended in each minute, and the calls that never became one. Kinds 3 to 6 are the final statuses; 20 is an answer from
-- the cache, 21 one that the cache did not have, 22 a call past its limit (of no engine). Bucket b holds durations from 1.1^b to 1.1^(b+1)
-- microseconds; -1 where there is no duration.
CREATE TABLE activity_counts (
    minute INTEGER NOT NULL,
    engine_id TEXT NOT NULL,
    kind INTEGER NOT NULL,
    error_code TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (minute, engine_id, kind, error_code, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE engine_last_executions (
    engine_id TEXT PRIMARY KEY,
    finished_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The same by hour, one row for each engine: buckets {"bucket": count}, errors {"code": count}.
CREATE TABLE activity_hours (
    hour INTEGER NOT NULL,
    engine_id TEXT NOT NULL,
    succeeded INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    cancelled INTEGER NOT NULL,
    expired INTEGER NOT NULL,
    cache_hits INTEGER NOT NULL,
    cache_misses INTEGER NOT NULL,
    rate_limited INTEGER NOT NULL,
    buckets TEXT,
    errors TEXT,
    PRIMARY KEY (hour, engine_id)
) STRICT, WITHOUT ROWID;

-- One row: the hours before this time are in activity_hours.
CREATE TABLE activity_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    rolled_until INTEGER NOT NULL
) STRICT;
INSERT INTO activity_state (id, rolled_until) VALUES (1, 0);

CREATE TABLE dependency_probes (
    at INTEGER NOT NULL,
    name TEXT NOT NULL,
    ok INTEGER NOT NULL,
    latency_ms REAL NOT NULL,
    detail TEXT,
    PRIMARY KEY (at, name)
) STRICT, WITHOUT ROWID;

-- One lookup for the age of the oldest waiting row, and all that a count of waiting rows by engine reads.
CREATE INDEX executions_waiting ON executions (priority, due_at, engine_id) WHERE status IN (0, 2);

-- Every statement that ends executions is counted in its own transaction. duration_bucket() is a function of the adapter.
CREATE TRIGGER executions_inserted AFTER INSERT ON executions WHEN NEW.status >= 3
BEGIN
    INSERT INTO activity_counts (minute, engine_id, kind, error_code, bucket, count)
    SELECT
        NEW.finished_at - NEW.finished_at % 60000000, NEW.engine_id, kind,
        CASE WHEN kind = 4 THEN ifnull(NEW.error_code, '') ELSE '' END,
        CASE WHEN kind IN (3, 4) AND NEW.duration_us IS NOT NULL THEN duration_bucket(NEW.duration_us) ELSE -1 END, 1
    FROM (SELECT NEW.status AS kind) WHERE true
    ON CONFLICT (minute, engine_id, kind, error_code, bucket) DO UPDATE SET count = count + 1;
    INSERT INTO engine_last_executions (engine_id, finished_at) VALUES (NEW.engine_id, NEW.finished_at)
    ON CONFLICT (engine_id) DO UPDATE SET finished_at = max(finished_at, excluded.finished_at);
END;

CREATE TRIGGER executions_updated AFTER UPDATE OF status ON executions WHEN NEW.status >= 3 AND OLD.status < 3
BEGIN
    INSERT INTO activity_counts (minute, engine_id, kind, error_code, bucket, count)
    SELECT
        NEW.finished_at - NEW.finished_at % 60000000, NEW.engine_id, kind,
        CASE WHEN kind = 4 THEN ifnull(NEW.error_code, '') ELSE '' END,
        CASE WHEN kind IN (3, 4) AND NEW.duration_us IS NOT NULL THEN duration_bucket(NEW.duration_us) ELSE -1 END, 1
    FROM (SELECT NEW.status AS kind) WHERE true
    ON CONFLICT (minute, engine_id, kind, error_code, bucket) DO UPDATE SET count = count + 1;
    INSERT INTO engine_last_executions (engine_id, finished_at) VALUES (NEW.engine_id, NEW.finished_at)
    ON CONFLICT (engine_id) DO UPDATE SET finished_at = max(finished_at, excluded.finished_at);
END;

-- The first hour that has ended, five minutes for stragglers included, and is not in activity_hours.
CREATE VIEW metrics_work (kind, id, at) AS
SELECT 'metrics', NULL, minute - minute % 3600000000
FROM (
    SELECT min(minute) AS minute FROM activity_counts WHERE minute >= (SELECT rolled_until FROM activity_state)) unrolled
WHERE minute < (now_us() - 300000000) - (now_us() - 300000000) % 3600000000;

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
SELECT kind, id, at
FROM metrics_work;
